/** The bot's commands: a list that opens with "/" or with the button beside the field. */

import { byId, el, icon } from "./dom.js";

export class CommandMenu {
  /** @param {{onChoose: (text: string) => void}} listeners */
  constructor(field, { onChoose }) {
    this.field = field;
    this.onChoose = onChoose;
    this.list = byId("commands");
    this.button = byId("menu");
    this.button.append(icon("slash"));
    this.button.addEventListener("click", () => this.toggle());
    this.field.addEventListener("blur", () => this.hide());
    this.known = [];
    this.at = 0;
  }

  /** @param {Array<{command, description}>} known */
  setKnown(known) {
    this.known = known;
    this.button.hidden = known.length === 0;
    if (!this.isOpen) this.filter();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Follow the field: open while it holds the beginning of a command. */
  filter() {
    const match = /^\/(\w*)$/.exec(this.field.value);
    const fitting = match ? this.known.filter((it) => it.command.startsWith(match[1].toLowerCase())) : [];
    if (fitting.length) this.show(fitting);
    else this.hide();
  }

  toggle() {
    if (this.isOpen) return void this.hide();
    this.show(this.known);
    this.field.focus();
  }

  show(commands) {
    this.list.replaceChildren(...commands.map((it, index) => this.option(it, index)));
    this.list.hidden = false;
    this.mark(0);
    this.setExpanded(true);
  }

  hide() {
    this.list.hidden = true;
    this.setExpanded(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  setExpanded(isOpen) {
    this.button.setAttribute("aria-expanded", String(isOpen));
  }

  option({ command, description }, index) {
    const choose = (event) => {
      event.preventDefault();
      this.onChoose(`/${command}`);
    };
    /* On mousedown, before the field loses the focus and the list closes. */
    return el("li", { role: "option", id: `command-${index}`, data: { command }, on: { mousedown: choose } },
      el("b", {}, `/${command}`), el("span", {}, description));
  }

  mark(at) {
    const options = [...this.list.children];
    this.at = (at + options.length) % options.length;
    options.forEach((node, index) => node.setAttribute("aria-selected", String(index === this.at)));
    this.field.setAttribute("aria-activedescendant", `command-${this.at}`);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  /** @returns {boolean} whether the key was meant for the list */
  onKey(event) {
    if (!this.isOpen) return false;
    const chosen = `/${this.list.children[this.at].dataset.command}`;
    if (event.key === "ArrowDown") this.mark(this.at + 1);
    else if (event.key === "ArrowUp") this.mark(this.at - 1);
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Enter") this.onChoose(chosen);
    else if (event.key === "Tab" && !event.shiftKey) this.complete(chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  complete(chosen) {
    this.field.value = `${chosen} `;
    this.hide();
  }
}
