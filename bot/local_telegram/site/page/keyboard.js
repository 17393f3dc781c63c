/** Inline buttons under a message: pressed, waiting, and what the bot answered. */

import { el } from "./dom.js";
import { invoiceOf, startOf } from "./links.js";
import { withStars } from "./stars.js";

/** Fill ``node`` with a message's buttons; unchanged buttons keep their state and focus. */
export function keyboard(node, message, actions) {
  const version = JSON.stringify([message.buttons, message.invoice?.state]);
  node.hidden = !message.buttons.length;
  if (node.dataset.version === version) return;
  const held = node.contains(document.activeElement) ? document.activeElement.textContent : null;
  node.dataset.version = version;
  node.replaceChildren(...message.buttons.map((row) => keyRow(row, message, actions)));
  if (held) [...node.querySelectorAll("button, a")].find((key) => key.textContent === held)?.focus();
}

function keyRow(row, message, actions) {
  return el("div", { class: "key-row" }, ...row.map((key) => keyNode(key, message, actions)));
}

function keyNode(key, message, actions) {
  const invoiceId = invoiceOf(key.url);
  const start = startOf(key.url);
  if (start) return el("button", { type: "button", class: "key", on: { click: () => actions.onStart(start) } }, key.text);
  if (!invoiceId && key.url && /^https?:/i.test(key.url)) {
    return el("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer" }, key.text);
  }
  const isPay = key.data === null && message.invoice && !invoiceId;
  const act = () => {
    if (invoiceId) return actions.onInvoice(invoiceId);
    return isPay ? actions.onPay(message.id) : actions.onPress(message.id, key.data);
  };
  const node = el("button", {
    type: "button",
    class: isPay && message.invoice.state !== "paid" ? "key pay-key" : "key",
    on: { click: () => pressKey(node, act) },
  }, el("span", {}, ...withStars(key.text)));
  return node;
}

async function pressKey(node, act) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await act();
  } finally {
    node.removeAttribute("aria-busy");
  }
}
