/** One message on the page, or one album of them; updated in place when the server edits it. */

import { clockTime, el, icon } from "./dom.js";
import { keyboard } from "./keyboard.js";
import { invoiceCard } from "./pay.js";
import { pollCard } from "./poll.js";
import { Film, Tile, albumSpans, documentCard, stickerOf } from "./media.js";
import { altText, summary } from "./model.js";
import { withStars } from "./stars.js";
import { textNodes } from "./text.js";

export class Block {
  /**
   * @param {string} key stays the same for the life of the message or album
   * @param {object} actions what pressing things does; see app.js
   */
  constructor(key, actions) {
    this.key = key;
    this.actions = actions;
    this.tiles = new Map();
    this.films = new Map();
    this.media = el("div", { class: "media" });
    this.body = el("div", { class: "body" });
    this.author = el("span", { class: "author" });
    this.quoted = el("div", { class: "quoted" });
    this.bubble = el("div", { class: "bubble" }, this.author, this.quoted, this.media, this.body);
    this.keys = el("div", { class: "keyboard" });
    this.more = el("button", {
      type: "button",
      class: "icon-button more",
      "aria-label": "Message menu",
      "aria-haspopup": "menu",
      on: { click: () => actions.onMenu(this, this.more.getBoundingClientRect()) },
    }, icon("more"));
    this.stack = el("div", { class: "stack" }, this.bubble, this.keys);
    this.node = el("li", { class: "block", data: { key } }, this.stack, this.more);
  }

  /** Show ``messages`` (one, or an album's in order) as this block. */
  update(messages) {
    this.messages = messages;
    const lead = this.lead;
    this.node.dataset.id = lead.id;
    this.node.classList.toggle("from-bot", lead.isBot);
    this.node.classList.toggle("service", lead.isService);
    this.bubble.dataset.topic = lead.isService ? "" : lead.topic ?? "";
    const pictures = messages.filter((message) => message.photo);
    const films = messages.filter((message) => message.video);
    this.stack.classList.toggle("has-photo", pictures.length + films.length > 0);
    this.stack.classList.toggle("is-album", pictures.length > 1);
    this.author.textContent = lead.author;
    this.updateMedia(messages, pictures, films);
    const { replyTo } = this.first;
    this.quoted.hidden = !replyTo;
    this.quoted.replaceChildren(replyTo ? this.quote(replyTo) : "");
    this.body.replaceChildren(...this.bodyNodes(lead, messages));
    this.body.hidden = !this.body.childNodes.length;
    keyboard(this.keys, lead, this.actions);
    this.stack.classList.toggle("has-keys", lead.buttons.length > 0);
  }

  /** The message whose words, buttons and reply stand for the whole block. */
  get lead() {
    return this.messages.find((message) => message.text) ?? this.messages[0];
  }

  get first() {
    return this.messages[0];
  }

  get last() {
    return this.messages.at(-1);
  }

  updateMedia(messages, pictures, films) {
    const spans = albumSpans(pictures.length);
    const nodes = pictures.map((message, index) => {
      const tile = this.tileOf(message);
      tile.node.style.setProperty("--span", pictures.length > 1 ? spans[index] : 6);
      return tile.node;
    });
    const stickers = messages.filter((message) => message.sticker).map((message) => stickerOf(message.sticker));
    this.bubble.classList.toggle("bare", stickers.length > 0);
    const files = messages.filter((message) => message.file);
    const cards = files.map((message) =>
      documentCard(message.file, () => this.actions.onPicture(message, message.file.url)));
    placeChildren(this.media, [...nodes, ...films.map((message) => this.filmOf(message).node), ...stickers, ...cards]);
    this.media.hidden = !this.media.children.length;
    for (const message of pictures) this.tileOf(message).update(message.photo, altText(message));
    for (const message of films) this.filmOf(message).update(message.video, altText(message));
    for (const message of pictures) veil(this.tileOf(message).node, message.isVeiled);
    for (const message of films) veil(this.filmOf(message).node, message.isVeiled);
  }

  tileOf(message) {
    if (!this.tiles.has(message.id)) {
      const tile = new Tile(() => this.actions.onPicture(this.find(message.id), tile.url));
      this.tiles.set(message.id, tile);
    }
    return this.tiles.get(message.id);
  }

  filmOf(message) {
    if (!this.films.has(message.id)) this.films.set(message.id, new Film());
    return this.films.get(message.id);
  }

  find(messageId) {
    return this.messages.find((message) => message.id === messageId);
  }

  bodyNodes(lead, messages) {
    const nodes = [];
    if (lead.poll) nodes.push(pollCard(lead.poll, (option) => this.actions.onVote(lead.id, option)));
    if (lead.invoice) nodes.push(invoiceCard(lead.invoice));
    if (lead.text) nodes.push(this.words(lead, stamp(messages)));
    else nodes.push(stamp(messages));
    const reactions = messages.flatMap((message) => message.reactions);
    if (lead.onlyFor) nodes.push(el("span", { class: "only-for" }, `Only ${lead.onlyFor} sees this`));
    if (reactions.length) nodes.push(el("span", { class: "reactions" }, reactions.join(" ")));
    return nodes;
  }

  /* The time shares the last line of the words when there is room. */
  words(lead, time) {
    return el("p", { class: "words" }, ...textNodes(lead.text, lead.entities, this.actions), time);
  }

  quote(messageId) {
    const target = this.actions.find(messageId);
    const words = target ? summary(target) : "Deleted message";
    const jump = () => this.actions.onJump(messageId);
    const look = target?.photo?.url ?? target?.video?.thumbnail;
    return el("button", { type: "button", class: "quote", on: { click: jump } },
      look ? el("img", { src: look, alt: "" }) : null,
      el("span", {}, el("b", {}, target?.author ?? "Reply"), el("span", {}, ...withStars(words))));
  }
}

/* What has a spoiler is blurred until it is tapped; its first tap only lifts the veil. */
function veil(node, isVeiled) {
  if (!isVeiled || node.dataset.veil) {
    node.classList.toggle("veiled", isVeiled && node.dataset.veil === "on");
    return;
  }
  node.dataset.veil = "on";
  node.classList.add("veiled");
  node.addEventListener("click", (event) => {
    if (node.dataset.veil !== "on") return;
    event.preventDefault();
    event.stopPropagation();
    node.dataset.veil = "off";
    node.classList.remove("veiled");
  }, { capture: true });
}

function stamp(messages) {
  const { date, edited, isBot } = messages.at(-1);
  /* A bot's edits are how its work goes on; only a person's are worth a word. */
  const mark = edited && !isBot ? "edited " : "";
  return el("span", { class: "stamp" }, mark + clockTime(date));
}

/* Leaves nodes that are already in place untouched, so that a picture never reloads. */
function placeChildren(parent, nodes) {
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
  while (parent.children.length > nodes.length) parent.lastChild.remove();
}
