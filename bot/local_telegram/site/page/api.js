/** The server's JSON interface, and its stream of events. */

const RETRY_FIRST_MS = 400;
const RETRY_LONGEST_MS = 4000;

/** An error whose message can be shown to the person as it is. */
export class ApiError extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError("The server does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ApiError(body?.error ?? `The server could not do that (${response.status}).`);
  }
  return body;
}

function postJson(path, body) {
  const headers = { "Content-Type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const getBot = () => call("/bot");

export const getMessages = (chatId) => call(`/chat/${chatId}/messages`);

/** Say something as a person; ``pictures`` go as photos, ``films`` as videos, ``files`` as documents. */
export function sendMessage(chatId, { text, pictures = [], films = [], files = [], replyTo, fromUser }) {
  const form = new FormData();
  if (text) form.append("text", text);
  for (const picture of pictures) form.append("photo", picture, picture.name);
  for (const film of films) form.append("video", film, film.name);
  for (const file of files) form.append("document", file, file.name);
  if (replyTo) form.append("reply_to", String(replyTo));
  if (fromUser) form.append("from_user", String(fromUser));
  return call(`/chat/${chatId}/messages`, { method: "POST", body: form });
}

export const vote = (chatId, messageId, option, fromUser) =>
  postJson(`/chat/${chatId}/vote`, { message_id: messageId, option, from_user: fromUser });

export const press = (chatId, messageId, data, fromUser) =>
  postJson(`/chat/${chatId}/press`, { message_id: messageId, data, from_user: fromUser });

/** Write the bot's name and ``query`` into a chat's field: what it offers. */
export const lookUp = (chatId, query, offset, fromUser) =>
  postJson(`/chat/${chatId}/inline`, { query, offset, from_user: fromUser });

export const chooseInline = (chatId, resultId, fromUser) =>
  postJson(`/chat/${chatId}/inline/choose`, { result_id: resultId, from_user: fromUser });

/** Pay the invoice of a message; ``terms``: order_id, shipping_option_id and card, for goods. */
export const pay = (chatId, messageId, fromUser, terms) =>
  postJson(`/chat/${chatId}/pay`, { message_id: messageId, from_user: fromUser, ...terms });

export const getInvoice = (invoiceId) => call(`/invoice/${invoiceId}`);

export const orderInvoice = (invoiceId, info, fromUser) =>
  postJson(`/invoice/${invoiceId}/order`, { order_info: info, from_user: fromUser });

export const payLink = (invoiceId, fromUser, terms) =>
  postJson(`/invoice/${invoiceId}/pay`, { from_user: fromUser, ...terms });

export const getPurse = (personId) => call(`/person/${personId}/purse`);

export const fillPurse = (personId, stars) => postJson(`/person/${personId}/purse`, { add: stars });

export const editSubscription = (personId, subscriptionId, canceled) =>
  postJson(`/person/${personId}/subscriptions/${subscriptionId}`, { canceled });

export const getClock = () => call("/clock");

export const moveClock = (seconds) => postJson("/clock", { advance_s: seconds });

/** The stream of all chats' events, which comes back by itself after the server was away. */
export class Live {
  /** @param {{onOpen, onLost, onEvent}} listeners onOpen also runs after each return: resync there. */
  constructor(listeners) {
    this.listeners = listeners;
    this.wait = RETRY_FIRST_MS;
    this.open();
  }

  open() {
    this.source = new EventSource("/events");
    this.source.onopen = () => {
      this.wait = RETRY_FIRST_MS;
      this.listeners.onOpen();
    };
    this.source.onmessage = (event) => this.listeners.onEvent(JSON.parse(event.data));
    this.source.onerror = () => this.retry();
  }

  /* The browser's own retry gives up on some answers and cannot be hurried. */
  retry() {
    this.source.close();
    this.listeners.onLost();
    setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_LONGEST_MS);
  }
}
