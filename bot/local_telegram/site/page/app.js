/** The chat page: puts its parts together and keeps them in step with the server. */

import { Live, getBot, getInvoice, getMessages, pay, payLink, press, vote } from "./api.js";
import { ChatList, avatar } from "./chats.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId, el, icon } from "./dom.js";
import { watchGestures } from "./gestures.js";
import { openLightbox } from "./lightbox.js";
import { startPlace } from "./links.js";
import { openMenu } from "./menu.js";
import { altText, toChats, toModel } from "./model.js";
import { PaySheet } from "./pay.js";
import { Purse } from "./purse.js";
import { notice, orToast, toast } from "./sheet.js";

/* The Bot API: a chat action lasts five seconds or until a message comes. */
const TYPING_MS = 5000;
const EMPTY_TEXT = {
  private: "Choose one, drop it here, or paste it. The bot will ask what to make of it.",
  foreign: "The bot is not in this chat. Send a photo, then answer it with the bot's name: @BOT dream.",
  group: "In a group the bot answers commands only: send a photo with /dream or /style as its caption.",
};

class App {
  constructor() {
    this.chats = new Map();
    this.current = null;
    this.loading = 0;
    this.held = [];
    this.botName = "The bot";
    this.conversation = new Conversation({
      onPress: (id, data) => this.press(id, data),
      onVote: (id, option) => vote(this.current.id, id, option, this.composer.speaker),
      onPay: (id) => this.pay(id),
      onInvoice: (id) => this.openInvoice(id),
      onStart: (start) => location.assign(startPlace(start, this.composer.speaker)),
      onMenu: (block, box) => this.openMenu(block, box),
      onPicture: (message, url) => this.openPicture(message, url),
      onCommand: (text) => this.composer.sendWords(text),
      onDraft: (text) => this.composer.draft(text),
      onCopy: (text) => copy(text),
    });
    this.list = new ChatList((id) => this.choose(id));
    this.purse = new Purse();
    this.composer = new Composer({ onSpeaker: (id) => this.setSpeaker(id) });
    this.wire();
  }

  wire() {
    byId("back").append(icon("back"));
    byId("back").addEventListener("click", () => this.showList(true));
    byId("empty-choose").addEventListener("click", () => byId("files").click());
    byId("empty-start").addEventListener("click", () => this.composer.sendWords("/start"));
    addEventListener("hashchange", () => this.open(chatFromHash()));
    watchGestures(byId("messages"), {
      onReply: (key) => this.composer.setReply(this.blockOf(key).lead),
      onMenu: (key, box) => this.openMenu(this.blockOf(key), box),
    });
  }

  blockOf(key) {
    return this.conversation.blocks.get(key);
  }

  start() {
    this.live = new Live({
      onOpen: () => this.resync(),
      onLost: () => this.showBanner("Connection lost. Trying again…"),
      onEvent: (event) => this.onEvent(event),
    });
  }

  /** After each connect: what is on the page may be old. */
  async resync() {
    await orToast(async () => {
      await this.loadBot();
      if (this.current) await Promise.all([this.loadChat(this.current), this.purse.setPerson(this.composer.speaker)]);
      else await this.open(chatFromHash());
      this.showBanner(null);
      this.begin();
    });
  }

  /** Whoever came by a link to the bot, from its web pages, begins as it says. */
  begin() {
    const start = startFromAddress();
    if (start) this.composer.sendWords(`/start ${start}`);
  }

  async loadBot() {
    const bot = await getBot();
    this.botName = bot.name;
    this.username = bot.username;
    this.composer.commands.setKnown(bot.commands);
    this.composer.inline.setBot(bot.supports_inline_queries ? bot.username : null);
    for (const chat of toChats(bot.chats, chatFromHash())) {
      if (!this.chats.has(chat.id)) this.chats.set(chat.id, chat);
    }
    this.list.setChats([...this.chats.values()]);
    for (const chat of bot.chats) {
      this.list.setLast(chat.id, chat.last_message && this.model(chat.last_message, chat));
    }
  }

  /* Events that come meanwhile wait, so that an older answer never hides a newer edit. */
  async loadChat(chat) {
    this.loading += 1;
    try {
      const messages = (await getMessages(chat.id)).map((raw) => this.model(raw, chat));
      if (chat === this.current) this.conversation.sync(messages);
    } finally {
      this.loading -= 1;
      if (!this.loading) this.held.splice(0).forEach((event) => this.onEvent(event));
    }
  }

  model(raw, chat) {
    const names = new Map(chat.people.map((person) => [person.id, person.name]));
    return toModel(raw, { names, botName: this.botName });
  }

  choose(chatId) {
    if (chatFromHash() === chatId) this.open(chatId);
    location.hash = String(chatId);
    this.showList(false);
  }

  open(chatId) {
    const chat = this.chats.get(chatId);
    if (!chat || chat === this.current) return null;
    this.current = chat;
    this.conversation.clear();
    this.composer.setChat(chat);
    this.list.setCurrent(chatId);
    this.showHead();
    this.showTyping(false);
    byId("empty-text").textContent = emptyText(chat, this.username);
    if (matchMedia("(pointer: fine)").matches) byId("field").focus();
    return orToast(() => this.loadChat(chat));
  }

  showHead() {
    const chat = this.current;
    const people = chat.people.map((person) => person.name);
    byId("conversation").classList.toggle("is-group", chat.isGroup);
    byId("head-avatar").replaceWith(chat.isGroup ? avatar(chat, "head-avatar") : el("img", { class: "avatar", id: "head-avatar", src: "page/icon.svg", alt: "" }));
    byId("head-title").textContent = chat.isGroup ? chat.title : this.botName;
    this.headSub = chat.isGroup ? [people.join(", "), ...(chat.hasBot ? [this.botName] : [])].join(" and ") : `You are ${people[0]}`;
    byId("head-sub").textContent = this.headSub;
  }

  showList(isShown) {
    byId("app").classList.toggle("show-list", isShown);
  }

  showBanner(text) {
    byId("banner").hidden = !text;
    byId("banner").textContent = text ?? "";
  }

  setSpeaker(personId) {
    this.conversation.setSpeaker(personId);
    orToast(() => this.purse.setPerson(personId));
  }

  onEvent(event) {
    if (event.type === "purse") return void this.purse.changed(event.chat_id, event.stars);
    if (this.loading) return void this.held.push(event);
    const chat = this.chats.get(event.chat_id);
    if (!chat) return void this.resync();
    if (chat === this.current) this.onEventHere(event);
    else this.onEventElsewhere(event, chat);
  }

  onEventHere(event) {
    if (event.type === "action") return void this.showTyping(true, event.action);
    if (event.type === "deleted") this.conversation.remove(event.message_id);
    else {
      const message = this.model(event.message, this.current);
      this.conversation.put(message);
      if (message.isBot && event.type === "new") this.showTyping(false);
    }
    this.list.setLast(this.current.id, this.conversation.last);
  }

  onEventElsewhere(event, chat) {
    if (event.type === "deleted") orToast(() => this.loadBot());
    if (event.type === "new") this.list.addUnread(chat.id);
    if (event.message) this.list.setLast(chat.id, this.model(event.message, chat));
  }

  showTyping(isOn, action = "typing") {
    clearTimeout(this.typingTimer);
    byId("typing").hidden = !isOn;
    const doing = action.startsWith("upload") ? "sending a picture…" : "typing…";
    byId("head-sub").textContent = isOn ? doing : this.headSub;
    if (this.conversation.sticks) this.conversation.toBottom();
    if (isOn) this.typingTimer = setTimeout(() => this.showTyping(false), TYPING_MS);
  }

  press(messageId, data) {
    return orToast(async () => {
      const { alert } = await press(this.current.id, messageId, data, this.composer.speaker);
      if (alert) notice(alert);
    });
  }

  pay(messageId) {
    const { id: chatId } = this.current;
    const { invoiceId } = this.conversation.messages.get(messageId);
    return this.openInvoice(invoiceId, (payerId, terms) => pay(chatId, messageId, payerId, terms));
  }

  /** @param {(payerId, terms) => Promise} act pays it; by itself: as a link, in the payer's own chat */
  openInvoice(invoiceId, act = (payerId, terms) => payLink(invoiceId, payerId, terms)) {
    const { people } = this.current;
    const { speaker } = this.composer;
    const words = people.length > 1 ? `Paid by ${people.find((person) => person.id === speaker).name}.` : "";
    return orToast(async () => {
      const invoice = await getInvoice(invoiceId);
      new PaySheet({ invoice, payer: { id: speaker, words }, pay: (terms) => act(speaker, terms) });
    });
  }

  openMenu(block, box) {
    const { lead } = block;
    const picture = block.messages.find((message) => message.photo);
    const items = [{ icon: "reply", label: "Reply", act: () => this.composer.setReply(lead) }];
    if (lead.text) items.push({ icon: "copy", label: "Copy text", act: () => copy(lead.text) });
    if (picture) items.push({ icon: "open", label: "Open large", act: () => this.openPicture(picture, picture.photo.url) });
    const file = lead.file ?? lead.video;
    const url = picture?.photo.url ?? file?.url;
    if (url) items.push({ icon: "save", label: "Save", href: url, download: file?.name ?? pictureName(picture) });
    openMenu(box, items);
  }

  openPicture(message, url) {
    const pictures = this.conversation.ordered().flatMap((block) => block.messages).flatMap(toPictures);
    const index = pictures.findIndex((picture) => picture.url === url && picture.id === message.id);
    openLightbox(pictures, Math.max(index, 0), {
      onCommand: (words) => this.composer.draft(words),
    });
  }
}

function toPictures(message) {
  const common = { id: message.id, alt: altText(message), caption: message.text };
  if (message.photo) return [{ ...common, url: message.photo.url, name: pictureName(message) }];
  if (message.file?.isPicture) return [{ ...common, url: message.file.url, name: message.file.name }];
  return [];
}

const pictureName = (message) => `oneiro-${message.id}.jpg`;

const chatFromHash = () => Number(location.hash.slice(1)) || 1;

/* /?start=WORD, once: a page that is loaded again says it no more. */
function emptyText(chat, username) {
  const kind = chat.hasBot ? (chat.isGroup ? "group" : "private") : "foreign";
  return EMPTY_TEXT[kind].replace("BOT", username);
}

function startFromAddress() {
  const start = new URLSearchParams(location.search).get("start");
  if (start !== null) history.replaceState(null, "", location.pathname + location.hash);
  return /^[\w-]{1,64}$/.test(start ?? "") ? start : null;
}

async function copy(text) {
  await orToast(() => navigator.clipboard.writeText(text));
  toast("Copied");
}

new App().start();
