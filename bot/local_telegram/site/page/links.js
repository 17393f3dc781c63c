/** Links: out of the page, or to an invoice that is paid on it. */

import { el } from "./dom.js";

/* What createInvoiceLink gives: https://t.me/$ID */
const INVOICE = /^https?:\/\/t\.me\/(?:\$|invoice\/)([\w-]+)$/i;

/** The invoice that ``url`` leads to; null: none. */
export const invoiceOf = (url) => INVOICE.exec(url ?? "")?.[1] ?? null;

/**
 * A link in a text; anything but http and https stays plain text.
 * @param {{onInvoice: (invoiceId: string) => void}} actions
 */
export function link(url, text, actions) {
  if (!/^https?:\/\//i.test(url ?? "")) return text;
  const invoiceId = invoiceOf(url);
  if (!invoiceId) return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  const open = () => actions.onInvoice(invoiceId);
  return el("button", { type: "button", class: "command", title: "Open the invoice", on: { click: open } }, text);
}
