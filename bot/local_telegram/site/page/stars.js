/** Prices, in Stars and in money; stars are drawn alike on machines with and without an emoji font. */

import { el, icon } from "./dom.js";

const STARS = "XTR";

export const isStars = (currency) => currency === STARS;

/** Text with each star sign drawn; a screen reader hears "Stars". */
export function withStars(text) {
  return text.split(/⭐\uFE0F?/u).flatMap((part, index) => (index ? [star(), part] : [part]));
}

function star() {
  return el("span", { class: "star", role: "img", "aria-label": "Stars" }, icon("star"));
}

/** @param {number} amount in the currency's smallest unit */
export function price(amount, currency = STARS) {
  if (isStars(currency)) return el("span", { class: "price" }, star(), amount.toLocaleString());
  const format = new Intl.NumberFormat([], { style: "currency", currency });
  const units = 10 ** format.resolvedOptions().maximumFractionDigits;
  return el("span", { class: "price" }, format.format(amount / units));
}
