/** Parts of the sheets that ask for something: fields, choices, and a button that waits. */

import { el, icon } from "./dom.js";
import { withStars } from "./stars.js";

/** A labelled line to fill in. */
export function field(label, name, attributes = {}) {
  const tag = attributes.options ? "select" : "input";
  const { options = [], ...rest } = attributes;
  const input = el(tag, { name, ...rest }, ...options.map(([value, text]) => el("option", { value }, text)));
  return el("label", { class: "field" }, el("span", {}, label), input);
}

/**
 * One of several, the first chosen.
 * @param {Array<{value, nodes}>} choices
 */
export function choice(legend, name, choices, onChange = () => {}) {
  const rows = choices.map(({ value, nodes }, index) => {
    const radio = el("input", { type: "radio", name, value, checked: index === 0, on: { change: () => onChange(value) } });
    return el("label", { class: "choice" }, radio, el("span", {}, ...nodes));
  });
  return el("fieldset", { class: "choices" }, el("legend", {}, legend), ...rows);
}

/** Where a sheet says how it went. */
export const outcomeNode = () => el("div", { class: "outcome", role: "status", "aria-live": "assertive" });

export function refused(outcome, words, ...more) {
  outcome.replaceChildren(el("p", { class: "refused" }, icon("alert"), el("span", {}, ...withStars(words))), ...more);
}

/** Keep ``button`` from being pressed again while ``act`` runs. */
export async function waiting(button, act) {
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  try {
    return await act();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}
