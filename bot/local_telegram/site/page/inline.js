/** What the bot offers while its name stands in the field: rows that a tap sends. */

import { chooseInline, lookUp } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { startPlace } from "./links.js";
import { toast } from "./sheet.js";

const PAUSE_MS = 300;

export class InlineMenu {
  /** @param {{asked: () => {chatId, speaker}, onSent: () => void}} composer */
  constructor(field, composer) {
    this.field = field;
    this.composer = composer;
    this.list = byId("inline");
    this.username = null;
    this.turn = 0;
    this.field.addEventListener("blur", () => this.hide());
    this.field.addEventListener("focus", () => this.filter());
  }

  /** @param {string | null} username of a bot that offers something */
  setBot(username) {
    this.username = username;
  }

  /** Follow the field: ask once nobody has typed for a moment. */
  filter() {
    clearTimeout(this.timer);
    this.turn += 1;
    const query = this.query();
    if (query === null) return void this.hide();
    const { turn } = this;
    this.timer = setTimeout(() => this.ask(query, "", turn), PAUSE_MS);
  }

  /** What stands after the bot's name; null where it does not begin the field. */
  query() {
    if (!this.username) return null;
    const begin = `@${this.username} `;
    const text = this.field.value;
    return text.toLowerCase().startsWith(begin.toLowerCase()) ? text.slice(begin.length).slice(0, 256) : null;
  }

  async ask(query, offset, turn) {
    const { chatId, speaker } = this.composer.asked();
    try {
      const answer = await lookUp(chatId, query, offset, speaker);
      if (turn === this.turn) this.show(answer, query, offset, turn);
    } catch (error) {
      if (turn === this.turn) this.hide();
      toast(error.message, "error");
    }
  }

  show({ results, button, next_offset: next }, query, offset, turn) {
    const rows = results.map((result) => this.row(result));
    const more = next ? [this.line("More", () => this.ask(query, next, turn))] : [];
    const head = button ? [this.line(button.text, () => this.open(button.start_parameter))] : [];
    this.list.replaceChildren(...head, ...rows, ...more);
    this.list.hidden = this.list.children.length === 0;
    this.list.scrollTop = 0;
  }

  row(result) {
    const picture = result.photo ? el("img", { src: result.photo, alt: "" }) : icon("photo");
    return el("li", { role: "option", data: { result: result.id }, on: { mousedown: (event) => this.act(event, () => this.choose(result.id)) } },
      picture, el("b", {}, result.title ?? "Picture"), el("span", {}, result.description ?? ""));
  }

  line(words, act) {
    return el("li", { role: "option", class: "inline-line", on: { mousedown: (event) => this.act(event, act) } }, el("b", {}, words));
  }

  /* On mousedown, before the field loses the focus and the list closes. */
  act(event, act) {
    event.preventDefault();
    act();
  }

  async choose(resultId) {
    const { chatId, speaker } = this.composer.asked();
    try {
      await chooseInline(chatId, resultId, speaker);
      this.composer.onSent();
    } catch (error) {
      toast(error.message, "error");
    }
    this.hide();
  }

  /** In the person's own chat, as a client would. */
  open(start) {
    const { speaker } = this.composer.asked();
    location.assign(startPlace(start, speaker));
  }

  hide() {
    this.list.hidden = true;
  }
}
