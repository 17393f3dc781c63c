/** Writing: the field, the reply bar, who speaks, and sending. */

import { sendMessage } from "./api.js";
import { CommandMenu } from "./commands.js";
import { byId, el, icon } from "./dom.js";
import { InlineMenu } from "./inline.js";
import { summary } from "./model.js";
import { withStars } from "./stars.js";
import { toast } from "./sheet.js";
import { Tray } from "./tray.js";

export class Composer {
  /** @param {{onSpeaker: (personId: number) => void}} listeners */
  constructor(listeners) {
    this.listeners = listeners;
    this.form = byId("composer");
    this.field = byId("field");
    this.button = byId("send");
    this.replyBar = byId("reply-bar");
    this.reply = null;
    this.tray = new Tray(() => this.changed());
    this.commands = new CommandMenu(this.field, { onChoose: (text) => this.choose(text) });
    this.inline = new InlineMenu(this.field, {
      asked: () => ({ chatId: this.chat.id, speaker: this.speaker }),
      onSent: () => this.draft(""),
    });
    this.button.append(icon("send"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.changed();
  }

  /** @param {{id, people: Array<{id, name}>}} chat */
  setChat(chat) {
    this.chat = chat;
    this.setReply(null);
    this.showSpeakers();
  }

  showSpeakers() {
    const { people } = this.chat;
    const bar = byId("speakers");
    bar.hidden = people.length < 2;
    bar.replaceChildren(el("legend", {}, "Speaking as"), ...people.map((person) => this.speakerChoice(person)));
    this.setSpeaker(people[0].id);
  }

  speakerChoice(person) {
    const radio = el("input", { type: "radio", name: "speaker", value: person.id, on: { change: () => this.setSpeaker(person.id) } });
    radio.checked = person === this.chat.people[0];
    return el("label", { class: "speaker" }, radio, el("span", {}, person.name));
  }

  setSpeaker(personId) {
    this.speaker = personId;
    this.listeners.onSpeaker(personId);
  }

  onKey(event) {
    if (event.isComposing || this.commands.onKey(event)) return;
    const isPhone = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !isPhone) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.setReply(null);
  }

  changed() {
    const isEmpty = !this.field.value.trim() && this.tray.isEmpty;
    this.button.classList.toggle("ready", !isEmpty);
    this.field.placeholder = this.tray.isEmpty ? "Message" : "Add a caption";
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    this.commands.filter();
    this.inline.filter();
  }

  /** A chosen command is sent at once, or becomes the caption of waiting pictures. */
  choose(text) {
    this.field.value = this.tray.isEmpty ? text : `${text} `;
    this.changed();
    this.commands.hide();
    if (this.tray.isEmpty) this.send();
    else this.field.focus();
  }

  /** Put words into the field, to be changed or sent. */
  draft(text) {
    this.field.value = text;
    this.changed();
    this.commands.hide();
    this.field.focus();
  }

  setReply(message) {
    this.reply = message;
    this.replyBar.hidden = !message;
    if (!message) return;
    const shown = message.photo?.url ?? message.video?.thumbnail;
    const cancel = el("button", {
      type: "button",
      class: "icon-button",
      "aria-label": "Do not reply",
      on: { click: () => this.setReply(null) },
    }, icon("close"));
    this.replyBar.replaceChildren(icon("reply"),
      shown ? el("img", { src: shown, alt: "" }) : "",
      el("span", { class: "reply-words" }, el("b", {}, `Reply to ${message.author}`), el("span", {}, ...withStars(summary(message)))),
      cancel);
    this.field.focus();
  }

  async send() {
    const text = this.field.value.trim();
    if ((!text && this.tray.isEmpty) || this.isSending) return;
    this.setSending(true);
    const { pictures, films, files } = this.tray.contents();
    try {
      await sendMessage(this.chat.id, { text, pictures, films, files, replyTo: this.reply?.id, fromUser: this.speaker });
      this.field.value = "";
      this.tray.clear();
      this.setReply(null);
    } catch (error) {
      toast(error.message, "error");
    } finally {
      this.setSending(false);
      this.changed();
    }
  }

  /** Send words that are not in the field, such as a command pressed in a message. */
  async sendWords(text) {
    try {
      await sendMessage(this.chat.id, { text, fromUser: this.speaker });
    } catch (error) {
      toast(error.message, "error");
    }
  }

  setSending(isSending) {
    this.isSending = isSending;
    this.button.setAttribute("aria-busy", String(isSending));
  }
}
