/** Messages as the page uses them, from messages as the server writes them. */

const PICTURE = /\.(jpe?g|png|webp|gif|bmp|avif)$/i;

/** @param {Map<number, string>} names of the people of this chat, by their id. */
export function toModel(raw, { names, botName }) {
  const authorId = raw.from_bot ? null : raw.from_user;
  return {
    id: raw.message_id,
    isBot: raw.from_bot,
    authorId,
    author: raw.from_bot ? botName : names.get(authorId) ?? `Person ${authorId}`,
    isService: Boolean(raw.service),
    text: raw.text ?? raw.caption ?? raw.service ?? "",
    entities: raw.entities ?? [],
    poll: raw.poll,
    sticker: raw.sticker ? { url: raw.sticker, width: raw.width, height: raw.height, set: raw.sticker_set } : null,
    photo: raw.photo ? { url: raw.photo, width: raw.width, height: raw.height } : null,
    file: raw.document ? toFile(raw) : null,
    video: raw.video ? toFilm(raw) : null,
    album: raw.media_group_id,
    replyTo: raw.reply_to,
    buttons: raw.buttons ?? [],
    invoiceId: raw.invoice_id,
    invoice: raw.invoice ? { description: raw.description, ...raw.invoice } : null,
    edited: Boolean(raw.edited),
    topic: raw.topic,
    onlyFor: raw.only_for ? names.get(raw.only_for) ?? `Person ${raw.only_for}` : null,
    reactions: raw.reactions ?? [],
    isVeiled: Boolean(raw.has_spoiler),
    date: new Date(raw.date * 1000),
  };
}

function toFile(raw) {
  const name = raw.file_name ?? "file";
  const isPicture = raw.mime_type ? /^image\/(?!svg|tiff|heic)/.test(raw.mime_type) : PICTURE.test(name);
  return { url: raw.document, name, size: raw.file_size, isPicture };
}

function toFilm(raw) {
  const { video: url, width, height, thumbnail } = raw;
  return { url, width, height, thumbnail, isRound: raw.is_round, name: raw.file_name ?? "film.mp4" };
}

/** A few words that stand for a message in a list, a quote or a notice. */
export function summary(message) {
  const text = message.text.replace(/\s+/g, " ").trim();
  if (message.invoice) return `Invoice: ${message.invoice.title}`;
  if (text) return text;
  if (message.poll) return `Poll: ${message.poll.question}`;
  if (message.sticker) return "Sticker";
  if (message.photo) return "Photo";
  if (message.file) return message.file.name;
  return message.video ? "Video" : "Message";
}

/** What a screen reader calls a message's picture or film. */
export function altText(message) {
  const what = message.video ? "Film" : message.isBot ? "Picture" : "Photo";
  const whose = `${what} from ${message.isBot ? "the bot" : message.author}`;
  const caption = message.text.split("\n")[0].slice(0, 120);
  return caption ? `${whose}: ${caption}` : whose;
}

/**
 * The chats to list; another positive ``wanted`` id makes a chat of a new person.
 * @param {Array<{id, title, type, people}>} raw
 */
export function toChats(raw, wanted) {
  const isNew = wanted > 0 && raw.every((chat) => chat.id !== wanted);
  const name = `Person ${wanted}`;
  const newcomer = { id: wanted, title: name, type: "private", people: [{ id: wanted, name }] };
  const all = isNew ? [...raw, newcomer] : raw;
  return all.map((chat) => ({ ...chat, isGroup: chat.type !== "private", hasBot: chat.has_bot ?? true }));
}
