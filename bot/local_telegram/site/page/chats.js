/** The list of chats at the left (on a phone: a page of its own). */

import { byId, clockTime, el, icon } from "./dom.js";
import { summary } from "./model.js";
import { withStars } from "./stars.js";

const HUES = 6;

/** A round sign for a chat: its initial, or people for a group. */
export function avatar(chat, id = null) {
  const node = el("span", { id, class: "avatar", "aria-hidden": "true", data: { hue: Math.abs(chat.id) % HUES } });
  node.append(icon(chat.isGroup ? "people" : "person"));
  return node;
}

export class ChatList {
  /** @param {(chatId: number) => void} onChoose */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.rows = new Map();
  }

  /** Show these chats; those that were there already keep their rows. */
  setChats(chats) {
    for (const chat of chats) if (!this.rows.has(chat.id)) this.rows.set(chat.id, this.row(chat));
    const nodes = chats.map((chat) => this.rows.get(chat.id).node);
    if (nodes.some((node, index) => byId("chat-list").children[index] !== node)) {
      byId("chat-list").replaceChildren(...nodes);
    }
  }

  row(chat) {
    const last = el("span", { class: "chat-last" });
    const time = el("span", { class: "chat-time" });
    const unread = el("span", { class: "badge", hidden: true });
    const button = el("button", { type: "button", class: "chat", on: { click: () => this.onChoose(chat.id) } },
      avatar(chat),
      el("span", { class: "chat-words" }, el("b", {}, chat.title), time, last, unread));
    return { node: el("li", {}, button), button, last, time, unread, count: 0 };
  }

  /** Show the newest message of a chat. */
  setLast(chatId, message) {
    const row = this.rows.get(chatId);
    const author = message && !message.isBot && !message.isService ? `${message.author}: ` : "";
    row.last.replaceChildren(...withStars(message ? author + summary(message) : "No messages yet"));
    row.time.textContent = message ? clockTime(message.date) : "";
  }

  addUnread(chatId) {
    const row = this.rows.get(chatId);
    this.setUnread(row, row.count + 1);
  }

  setUnread(row, count) {
    row.count = count;
    row.unread.hidden = !count;
    row.unread.textContent = String(count);
    row.unread.setAttribute("aria-label", `${count} unread`);
  }

  setCurrent(chatId) {
    for (const [id, row] of this.rows) {
      if (id === chatId) {
        row.button.setAttribute("aria-current", "true");
        this.setUnread(row, 0);
      } else row.button.removeAttribute("aria-current");
    }
  }
}
