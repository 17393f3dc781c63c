/** Prices in Stars, drawn alike on machines with and without an emoji font. */

import { el, icon } from "./dom.js";

/** Text with each star sign drawn; a screen reader hears "Stars". */
export function withStars(text) {
  return text.split(/⭐\uFE0F?/u).flatMap((part, index) => (index ? [star(), part] : [part]));
}

function star() {
  return el("span", { class: "star", role: "img", "aria-label": "Stars" }, icon("star"));
}

export function price(amount, currency = "XTR") {
  if (currency !== "XTR") return el("span", { class: "price" }, `${amount} ${currency}`);
  return el("span", { class: "price" }, star(), String(amount));
}
