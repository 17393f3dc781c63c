/** Invoices: the card in the chat, and the sheet that shows the price before anything is paid. */

import { el, icon } from "./dom.js";
import { closeSheet, openSheet } from "./sheet.js";
import { price } from "./stars.js";

const STATES = {
  paid: ["check", "Paid"],
  refunded: ["reply", "Refunded"],
};

/** @param {{title, description?, total_amount, currency, state}} invoice */
export function invoiceCard(invoice) {
  const { description } = invoice;
  return el("div", { class: "invoice", role: "group", "aria-label": `Invoice: ${invoice.title}` },
    el("b", { class: "invoice-title" }, invoice.title),
    description ? el("p", { class: "words" }, description) : null,
    el("p", { class: "invoice-line" }, price(invoice.total_amount, invoice.currency), stateMark(invoice.state)));
}

function stateMark(state) {
  const known = STATES[state];
  return known ? el("span", { class: `mark mark-${state}` }, icon(known[0]), known[1]) : null;
}

/**
 * Ask whether to pay, pay, and say how it went.
 * @param {string} payer who pays, in a sentence, where more than one could
 * @param {() => Promise<{ok, error, charge_id}>} charge
 */
export function openPaySheet({ invoice, payer, charge }) {
  const cancel = el("button", { type: "button", class: "quiet", on: { click: closeSheet } }, "Cancel");
  const confirm = el("button", { type: "button", class: "primary", autofocus: true },
    "Pay ", price(invoice.total_amount, invoice.currency));
  const outcome = el("div", { class: "pay-outcome", role: "status", "aria-live": "assertive" });
  const sheet = openSheet("Pay", [
    el("h3", {}, invoice.title),
    invoice.description ? el("p", {}, invoice.description) : null,
    el("p", { class: "pay-total" }, price(invoice.total_amount, invoice.currency)),
    invoice.state === "paid" ? el("p", { class: "pay-note" }, "This was paid already. Paying again takes the price once more.") : null,
    el("p", { class: "pay-note" }, `${payer} Play money: no real Stars are spent here.`.trim()),
    outcome,
    el("div", { class: "sheet-buttons" }, cancel, confirm),
  ]);
  confirm.addEventListener("click", () => settle({ charge, confirm, cancel, outcome, sheet }));
}

async function settle({ charge, confirm, cancel, outcome, sheet }) {
  confirm.setAttribute("aria-busy", "true");
  confirm.disabled = true;
  outcome.replaceChildren();
  try {
    const answer = await charge();
    if (!answer.ok) throw new Error(answer.error ?? "The bot refused this payment.");
    sheet.classList.add("is-paid");
    outcome.replaceChildren(el("p", { class: "paid" }, icon("check"), "Paid"),
      answer.charge_id ? el("p", { class: "charge" }, answer.charge_id) : "");
    confirm.remove();
    cancel.textContent = "Done";
    cancel.focus();
  } catch (error) {
    outcome.replaceChildren(el("p", { class: "refused" }, icon("alert"), error.message));
    confirm.disabled = false;
    confirm.focus();
  } finally {
    confirm.removeAttribute("aria-busy");
  }
}
