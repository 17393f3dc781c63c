/** Links: out of the page, to an invoice that is paid on it, or to a bot that begins with something. */

import { el } from "./dom.js";

/* What createInvoiceLink gives: https://t.me/$ID */
const INVOICE = /^https?:\/\/t\.me\/(?:\$|invoice\/)([\w-]+)$/i;

/* https://t.me/BOT?start=WORD: here there is one bot */
const START = /^https?:\/\/t\.me\/\w+\?start=([\w-]{1,64})$/i;

/** The invoice that ``url`` leads to; null: none. */
export const invoiceOf = (url) => INVOICE.exec(url ?? "")?.[1] ?? null;

/** What a link to the bot begins with; null: it is no such link. */
export const startOf = (url) => START.exec(url ?? "")?.[1] ?? null;

/** Where the page begins with ``start`` in the private chat of ``personId``. */
export const startPlace = (start, personId) => `/?start=${encodeURIComponent(start)}#${personId}`;

/**
 * A link in a text; anything but http and https stays plain text.
 * @param {{onInvoice: (invoiceId: string) => void, onCommand: (text: string) => void}} actions
 */
export function link(url, text, actions) {
  if (!/^https?:\/\//i.test(url ?? "")) return text;
  const start = START.exec(url)?.[1];
  if (start) return pressed(text, "Begin", () => actions.onCommand(`/start ${start}`));
  const invoiceId = invoiceOf(url);
  if (!invoiceId) return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  return pressed(text, "Open the invoice", () => actions.onInvoice(invoiceId));
}

function pressed(text, title, click) {
  return el("button", { type: "button", class: "command", title, on: { click } }, text);
}
