/** Places in a picture that /colorize has made, each with a colour, for the command that says them. */

import { el, icon } from "./dom.js";

const COMMAND = /^\/colorize(?=\s|$).*$/m;
const FIRST_COLOUR = "#3c78c8";
const HINT = "Choose a colour, then press where it belongs";

/** The command under a coloured picture; null under any other. */
export const colouring = (caption) => caption.match(COMMAND)?.[0] ?? null;

export class Points {
  /**
   * @param {{stage, image}} view
   * @param {(words: string) => void} onDone gets the picture's command with all places
   */
  constructor({ stage, image }, onDone) {
    this.stage = stage;
    this.image = image;
    this.points = [];
    this.colour = el("input", { type: "color", class: "swatch", value: FIRST_COLOUR, "aria-label": "Colour of the next place" });
    this.toggle = this.button("drop", "Colour places", () => this.setOn(!this.isOn));
    this.done = this.button("check", "Write the command", () => onDone(this.words()));
    this.hint = el("span", { class: "points-hint", role: "status" });
    this.node = el("span", { class: "points" }, this.hint, this.colour, this.done, this.toggle);
    image.addEventListener("click", (event) => this.isOn && this.press(event));
    new ResizeObserver(() => this.arrange()).observe(image);
  }

  button(name, label, press) {
    return el("button", { type: "button", class: "icon-button", "aria-label": label, on: { click: press } }, icon(name));
  }

  /** Begin anew with this picture's command. */
  setPicture(command) {
    this.command = command;
    this.node.hidden = !command;
    this.setOn(false);
  }

  setOn(isOn) {
    this.isOn = isOn;
    this.stage.classList.toggle("pointing", isOn);
    this.stage.classList.remove("zoomed");
    this.toggle.setAttribute("aria-pressed", String(isOn));
    this.hint.textContent = isOn ? HINT : "";
    this.colour.hidden = !isOn;
    for (const point of this.points) point.node.remove();
    this.points = [];
    this.changed();
  }

  /* The picture is not enlarged meanwhile. */
  press(event) {
    event.stopImmediatePropagation();
    const box = this.image.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const point = { x, y, colour: this.colour.value };
    point.node = this.button("close", "Take this place away", () => this.drop(point));
    point.node.className = "point";
    point.node.style.background = point.colour;
    this.points.push(point);
    this.stage.append(point.node);
    this.arrange();
    this.changed();
  }

  drop(point) {
    point.node.remove();
    this.points = this.points.filter((other) => other !== point);
    this.changed();
  }

  changed() {
    this.done.hidden = !this.points.length;
  }

  arrange() {
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.image;
    for (const { node, x, y } of this.points) {
      node.style.left = `${offsetLeft + x * offsetWidth}px`;
      node.style.top = `${offsetTop + y * offsetHeight}px`;
    }
  }

  words() {
    const said = this.points.map(({ x, y, colour }) => `${share(x)}x${share(y)}=${colour}`);
    return this.command.replace("/colorize", ["/colorize", ...said].join(" "));
  }
}

const share = (value) => Number(Math.min(Math.max(value, 0), 1).toFixed(3));
