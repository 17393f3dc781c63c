/** The messages of the open chat: kept in order, updated in place, and scrolled with care. */

import { Block } from "./block.js";
import { byId, dayName, icon } from "./dom.js";

/* Within this distance of the end the reader counts as being at the bottom. */
const BOTTOM_PX = 80;
const TOGETHER_MS = 5 * 60_000;

export class Conversation {
  constructor(actions) {
    this.actions = { ...actions, find: (id) => this.messages.get(id), onJump: (id) => this.jump(id) };
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.pill = byId("pill");
    this.messages = new Map();
    this.blocks = new Map();
    this.unseen = 0;
    this.sticks = true;
    this.speaker = null;
    this.watchScroll();
  }

  watchScroll() {
    this.scroller.addEventListener("scroll", () => this.noteScroll(), { passive: true });
    this.pill.addEventListener("click", () => this.toBottom(true));
    const keep = new ResizeObserver(() => this.sticks && this.toBottom());
    keep.observe(this.list);
    keep.observe(this.scroller);
  }

  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.sticks = scrollHeight - scrollTop - clientHeight < BOTTOM_PX;
    if (this.sticks) this.unseen = 0;
    this.showPill();
  }

  showPill() {
    this.pill.hidden = this.sticks;
    const { unseen } = this;
    const words = unseen ? `${unseen} new ${unseen === 1 ? "message" : "messages"}` : "";
    this.pill.replaceChildren(icon("down"), words);
    this.pill.setAttribute("aria-label", words || "To the newest message");
    this.pill.classList.toggle("has-new", unseen > 0);
  }

  toBottom(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Another chat: forget everything. */
  clear() {
    this.messages.clear();
    this.blocks.clear();
    this.list.replaceChildren();
    this.unseen = 0;
    this.sticks = true;
    this.showPill();
  }

  /** Make the page show exactly these messages, touching only what differs. */
  sync(messages) {
    const ids = new Set(messages.map((message) => message.id));
    for (const id of [...this.messages.keys()]) if (!ids.has(id)) this.remove(id);
    for (const message of messages) this.place(message);
    this.settle();
  }

  /** Add a message, or show its edited form. */
  put(message) {
    this.place(message);
    this.settle();
  }

  place(message) {
    const known = this.messages.get(message.id);
    if (known && JSON.stringify(known) === JSON.stringify(message)) return;
    this.messages.set(message.id, message);
    const key = keyOf(message);
    const block = this.blocks.get(key) ?? this.addBlock(key, message);
    block.update(this.membersOf(key));
    if (!known) this.arrived(message);
  }

  settle() {
    this.arrange();
    if (this.sticks) this.toBottom();
  }

  addBlock(key, message) {
    const block = new Block(key, this.actions);
    const after = [...this.blocks.values()].find((other) => other.first.id > message.id);
    this.list.insertBefore(block.node, after?.node ?? null);
    this.blocks.set(key, block);
    return block;
  }

  membersOf(key) {
    const members = [...this.messages.values()].filter((message) => keyOf(message) === key);
    return members.sort((one, other) => one.id - other.id);
  }

  arrived(message) {
    if (message.authorId !== null && message.authorId === this.speaker) this.sticks = true;
    else if (!this.sticks) this.unseen += 1;
    this.showPill();
  }

  remove(id) {
    const message = this.messages.get(id);
    if (!message) return;
    this.messages.delete(id);
    const key = keyOf(message);
    const rest = this.membersOf(key);
    if (rest.length) this.blocks.get(key).update(rest);
    else {
      this.blocks.get(key).node.remove();
      this.blocks.delete(key);
    }
    this.arrange();
  }

  /** Whose side each message is on depends on who speaks. */
  setSpeaker(personId) {
    this.speaker = personId;
    this.arrange();
  }

  /** Sides, gaps between authors, and the days. */
  arrange() {
    byId("empty").hidden = this.messages.size > 0;
    let before = null;
    for (const block of this.ordered()) {
      const message = block.first;
      const isMine = message.authorId !== null && message.authorId === this.speaker;
      const isNewDay = !before || !isSameDay(before.date, message.date);
      block.node.classList.toggle("mine", isMine);
      block.node.classList.toggle("joined", !isNewDay && belongs(before, message));
      if (isNewDay) block.node.dataset.day = dayName(message.date);
      else delete block.node.dataset.day;
      before = block.last;
    }
  }

  ordered() {
    return [...this.blocks.values()].sort((one, other) => one.first.id - other.first.id);
  }

  /** Bring a quoted message into view and point it out. */
  jump(id) {
    const message = this.messages.get(id);
    const node = message && this.blocks.get(keyOf(message))?.node;
    if (!node) return;
    this.sticks = false;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("pointed");
    requestAnimationFrame(() => node.classList.add("pointed"));
    node.addEventListener("animationend", () => node.classList.remove("pointed"), { once: true });
  }

  get last() {
    return this.messages.get(Math.max(...this.messages.keys())) ?? null;
  }
}

const keyOf = (message) => (message.album ? `album-${message.album}` : `message-${message.id}`);

const isSameDay = (one, other) => one.toDateString() === other.toDateString();

function belongs(before, message) {
  if (!before || before.authorId !== message.authorId) return false;
  return message.date - before.date < TOGETHER_MS;
}
