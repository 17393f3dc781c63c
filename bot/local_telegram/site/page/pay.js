/** Invoices: the card in the chat, and the sheet that shows the price before anything is paid. */

import { fillPurse, getPurse, orderInvoice } from "./api.js";
import { el, icon } from "./dom.js";
import { choice, outcomeNode, refused, waiting } from "./forms.js";
import { orderForm } from "./order.js";
import { closeSheet, openSheet } from "./sheet.js";
import { isStars, price, withStars } from "./stars.js";

const STATES = {
  paid: ["check", "Paid"],
  refunded: ["reply", "Refunded"],
};
const FILLING = 1000;
const PLAY_MONEY = "Play money: nothing real is spent here.";

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

/** Asks for an order where one is needed, shows the price, pays, and says how it went. */
export class PaySheet {
  /**
   * @param {object} invoice as GET /invoice/ID tells it
   * @param {{id: number, words: string}} payer ``words``: a sentence, where more than one could pay
   * @param {(terms) => Promise<{ok, error, charge_id}>} pay
   */
  constructor({ invoice, payer, pay }) {
    Object.assign(this, { invoice, payer, pay, info: {}, order: null, option: null });
    this.content = el("div", { class: "steps" });
    this.sheet = openSheet("Pay", [this.content]);
    if (invoice.needs.length) this.showOrder();
    else this.showCheckout();
  }

  showOrder() {
    const { invoice } = this;
    this.show(el("h3", {}, invoice.title),
      el("p", {}, "Who is it for? Made-up names do."),
      orderForm({ invoice, known: this.info, onOrder: (info) => this.placeOrder(info) }));
  }

  async placeOrder(info) {
    this.info = info;
    const order = await orderInvoice(this.invoice.id, info, this.payer.id);
    if (!order.ok) throw new Error(order.error);
    this.order = order;
    this.option = order.options[0] ?? null;
    this.showCheckout();
  }

  showCheckout() {
    const { invoice, order } = this;
    this.total = el("p", { class: "pay-total" });
    this.lines = el("ul", { class: "pay-lines" });
    this.outcome = outcomeNode();
    this.purse = el("p", { class: "pay-note" });
    const inMoney = !isStars(invoice.currency);
    this.cards = inMoney ? choice("Card", "card", testCards()) : null;
    this.showTotal();
    this.show(el("h3", {}, invoice.title),
      el("p", {}, invoice.description),
      pictureLink(invoice.photo_url),
      this.lines,
      order?.options.length ? this.sendingChoice(order.options) : null,
      this.total,
      this.cards,
      ...this.notes(),
      inMoney ? null : this.purse,
      this.outcome,
      this.buttons());
    if (!inMoney) this.showPurse();
  }

  notes() {
    const { invoice, payer } = this;
    const note = (...words) => el("p", { class: "pay-note" }, ...words);
    return [
      invoice.state === "paid" ? note("This was paid already. Paying again takes the price once more.") : null,
      invoice.subscription_period ? note("A subscription: the price is taken again every 30 days, until it is cancelled under your Stars.") : null,
      note(`${payer.words} ${PLAY_MONEY}`.trim()),
    ];
  }

  buttons() {
    const back = this.order
      ? el("button", { type: "button", class: "quiet", on: { click: () => this.showOrder() } }, "Back")
      : el("button", { type: "button", class: "quiet", on: { click: closeSheet } }, "Cancel");
    this.confirm = el("button", { type: "button", class: "primary", autofocus: true, on: { click: () => this.settle() } });
    this.confirm.append("Pay ", this.priceNow());
    this.bar = el("div", { class: "sheet-buttons" }, back, this.confirm);
    return this.bar;
  }

  sendingChoice(options) {
    const choices = options.map(({ id, title, prices }) =>
      ({ value: id, nodes: [el("b", {}, title), price(sum(prices), this.invoice.currency)] }));
    return choice("How it is sent", "shipping", choices, (id) => {
      this.option = options.find((option) => option.id === id);
      this.showTotal();
      this.confirm.replaceChildren("Pay ", this.priceNow());
    });
  }

  showTotal() {
    const { invoice, option } = this;
    const lines = [...invoice.lines, ...(option?.prices ?? [])];
    this.lines.hidden = lines.length < 2;
    this.lines.replaceChildren(...lines.map(({ label, amount }) =>
      el("li", {}, el("span", {}, label), price(amount, invoice.currency))));
    this.total.replaceChildren(this.priceNow());
  }

  priceNow() {
    return price(this.amount, this.invoice.currency);
  }

  get amount() {
    return this.invoice.total_amount + sum(this.option?.prices ?? []);
  }

  async showPurse() {
    const { stars } = await getPurse(this.payer.id);
    this.purse.replaceChildren(...withStars(`You have ⭐️${stars.toLocaleString()} test Stars.`));
    return stars;
  }

  async settle() {
    this.outcome.replaceChildren();
    const terms = {
      order_id: this.order?.order_id,
      shipping_option_id: this.option?.id,
      card: this.cards?.querySelector(":checked").value,
    };
    try {
      const answer = await waiting(this.confirm, () => this.pay(terms));
      if (answer.ok) this.showPaid(answer.charge_id);
      else await this.showRefusal(answer.error ?? "The bot refused this payment.");
    } catch (error) {
      refused(this.outcome, error.message);
      this.confirm.focus();
    }
  }

  async showRefusal(words) {
    const isShort = isStars(this.invoice.currency) && (await this.showPurse()) < this.amount;
    const fill = el("button", { type: "button", class: "quiet", on: { click: () => this.fill(fill) } }, "Get test Stars");
    refused(this.outcome, words, ...(isShort ? [fill] : []));
    (isShort ? fill : this.confirm).focus();
  }

  async fill(button) {
    const { stars } = await getPurse(this.payer.id);
    await waiting(button, () => fillPurse(this.payer.id, Math.max(FILLING, this.amount - stars)));
    await this.showPurse();
    this.outcome.replaceChildren();
    this.confirm.focus();
  }

  showPaid(chargeId) {
    const done = el("button", { type: "button", class: "primary", on: { click: closeSheet } }, "Done");
    this.sheet.classList.add("is-paid");
    this.outcome.replaceChildren(el("p", { class: "paid" }, icon("check"), "Paid"), el("p", { class: "charge" }, chargeId));
    this.bar.replaceChildren(done);
    done.focus();
  }

  show(...nodes) {
    this.content.replaceChildren(...nodes.filter((node) => node));
    this.sheet.scrollTop = 0;
    this.content.querySelector("[autofocus], input")?.focus();
  }
}

function testCards() {
  return [
    { value: "accepted", nodes: [el("b", {}, "4242 4242 4242 4242"), "A test card"] },
    { value: "declined", nodes: [el("b", {}, "4000 0000 0000 0002"), "This card is declined"] },
  ];
}

const sum = (lines) => lines.reduce((total, { amount }) => total + amount, 0);

/* Nothing from elsewhere is loaded by this page itself. */
function pictureLink(url) {
  return url ? el("p", {}, el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "See its picture")) : null;
}
