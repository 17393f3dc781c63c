/** The purse of test Stars: the button that shows it, and the sheet with subscriptions and time. */

import { editSubscription, fillPurse, getClock, getPurse, moveClock } from "./api.js";
import { byId, el } from "./dom.js";
import { closeSheet, openSheet, orToast } from "./sheet.js";
import { price, withStars } from "./stars.js";

const FILLING = 1000;
const MONTH_S = 2_592_000;
const ENDINGS = {
  canceled: "It was cancelled.",
  too_few_stars: "There were too few Stars to renew it.",
  refunded: "It was refunded.",
};

export class Purse {
  constructor() {
    this.button = byId("purse");
    this.personId = null;
    this.button.addEventListener("click", () => this.open());
  }

  /** Show whose purse it is. */
  async setPerson(personId) {
    this.personId = personId;
    const { stars } = await getPurse(personId);
    if (personId === this.personId) this.showStars(stars);
  }

  /** A purse changed; an open sheet follows. */
  changed(personId, stars) {
    if (personId !== this.personId) return;
    this.showStars(stars);
    if (this.sheet?.open) orToast(() => this.fillSheet());
  }

  showStars(stars) {
    this.button.hidden = false;
    this.button.setAttribute("aria-label", `Your Stars: ${stars.toLocaleString()}`);
    this.button.replaceChildren(price(stars));
  }

  async open() {
    this.content = el("div", { class: "steps" });
    this.sheet = openSheet("Your Stars", [this.content]);
    await orToast(() => this.fillSheet());
  }

  async fillSheet() {
    const [purse, { now }] = await Promise.all([getPurse(this.personId), getClock()]);
    const held = this.content.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.content.replaceChildren(
      el("h3", {}, "Your Stars"),
      el("p", {}, "Test Stars, for trying payments on this computer. They are worth nothing."),
      el("p", { class: "pay-total" }, price(purse.stars)),
      el("div", { class: "sheet-buttons" },
        button("quiet", "Done", closeSheet),
        button("primary", "Get test Stars", () => fillPurse(this.personId, FILLING))),
      ...this.subscriptionNodes(purse.subscriptions, now),
      clockNode(now, purse.subscriptions, () => this.fillSheet()));
    if (held) [...this.content.querySelectorAll("button")].find((it) => it.textContent === held)?.focus();
  }

  subscriptionNodes(subscriptions, now) {
    if (!subscriptions.length) return [];
    return [el("h4", {}, "Subscriptions"), el("ul", { class: "subscriptions" }, ...subscriptions.map((it) => this.row(it, now)))];
  }

  row(subscription, now) {
    const { id, title, amount, is_canceled: isCanceled, is_canceled_by_bot: isByBot, ending } = subscription;
    const edit = (canceled) => () => editSubscription(this.personId, id, canceled);
    const action = isCanceled ? button("quiet", "Renew again", edit(false)) : button("quiet", "Cancel it", edit(true));
    return el("li", {},
      el("div", {}, el("b", {}, title), el("p", {}, ...withStars(`⭐️${amount.toLocaleString()} every 30 days`)), el("p", {}, statusWords(subscription, now))),
      ending || isByBot ? null : action);
  }
}

function statusWords({ until, is_canceled: isCanceled, is_canceled_by_bot: isByBot, ending }, now) {
  const day = dayWords(until, now);
  if (ending) return `Ended on ${day}. ${ENDINGS[ending]}`;
  if (isByBot) return `Lasts until ${day}. The bot cancelled it.`;
  return isCanceled ? `Lasts until ${day}, then it ends.` : `Renews on ${day}.`;
}

/* Waiting for a month is no way to try a renewal. */
function clockNode(now, subscriptions, onMoved) {
  const move = async () => {
    await moveClock(MONTH_S);
    await onMoved();
  };
  const words = subscriptions.length ? " Subscriptions renew meanwhile." : "";
  return el("section", { class: "trying" }, el("p", {}, `For trying: here it is ${dayWords(now, 0)}.${words}`),
    button("quiet", "A month passes", move));
}

function dayWords(seconds, now) {
  const date = new Date(seconds * 1000);
  const isThisYear = date.getFullYear() === new Date(now * 1000).getFullYear();
  return date.toLocaleDateString([], { day: "numeric", month: "long", year: isThisYear ? undefined : "numeric" });
}

function button(kind, words, act) {
  return el("button", { type: "button", class: kind, on: { click: () => orToast(act) } }, words);
}
