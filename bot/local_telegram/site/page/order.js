/** The form of an order: who it is for, and where it goes. */

import { el } from "./dom.js";
import { field, outcomeNode, refused, waiting } from "./forms.js";
import { closeSheet } from "./sheet.js";

const COUNTRIES = [
  "AT", "AU", "BE", "CA", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "JP",
  "LU", "NL", "NO", "NZ", "PL", "PT", "SE", "UA", "US",
];
const PERSON = {
  name: ["Name", { autocomplete: "name" }],
  email: ["E-mail", { type: "email", autocomplete: "email" }],
  phone_number: ["Phone", { type: "tel", autocomplete: "tel" }],
};
/* By the names of the Bot API's ShippingAddress. */
const ADDRESS = {
  street_line1: ["Street and number", { autocomplete: "address-line1", required: true }],
  street_line2: ["More of the address (if any)", { autocomplete: "address-line2" }],
  post_code: ["Post code", { autocomplete: "postal-code", required: true }],
  city: ["City", { autocomplete: "address-level2", required: true }],
  state: ["State or region (if any)", { autocomplete: "address-level1" }],
};

/**
 * @param {{needs: string[]}} invoice
 * @param {object} known what was filled in before
 * @param {(info) => Promise<void>} onOrder takes OrderInfo; what it throws is shown
 */
export function orderForm({ invoice, known, onOrder }) {
  const outcome = outcomeNode();
  const next = el("button", { type: "submit", class: "primary" }, "Continue");
  const cancel = el("button", { type: "button", class: "quiet", on: { click: closeSheet } }, "Cancel");
  const fields = invoice.needs.filter((need) => PERSON[need]).map((need) => {
    const [label, attributes] = PERSON[need];
    return field(label, need, { required: true, value: known[need], ...attributes });
  });
  const form = el("form", { class: "form" }, ...fields, ...addressFields(invoice, known), outcome,
    el("div", { class: "sheet-buttons" }, cancel, next));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    outcome.replaceChildren();
    try {
      await waiting(next, () => onOrder(infoOf(invoice, new FormData(form))));
    } catch (error) {
      refused(outcome, error.message);
    }
  });
  return form;
}

function addressFields(invoice, known) {
  if (!invoice.needs.includes("shipping_address")) return [];
  const before = known.shipping_address ?? {};
  const names = new Intl.DisplayNames([], { type: "region" });
  const countries = COUNTRIES.map((code) => [code, names.of(code)]).sort((one, other) => one[1].localeCompare(other[1]));
  const country = field("Country", "country_code", { options: countries, autocomplete: "country" });
  if (before.country_code) country.querySelector("select").value = before.country_code;
  const lines = Object.entries(ADDRESS).map(([name, [label, attributes]]) =>
    field(label, name, { value: before[name], ...attributes }));
  return [...lines, country];
}

function infoOf(invoice, data) {
  const info = {};
  for (const need of invoice.needs) if (PERSON[need]) info[need] = data.get(need);
  if (invoice.needs.includes("shipping_address")) {
    info.shipping_address = Object.fromEntries([...Object.keys(ADDRESS), "country_code"].map((name) => [name, data.get(name)]));
  }
  return info;
}
