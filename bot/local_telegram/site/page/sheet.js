/** Things that come up over the page: sheets, notices and toasts. */

import { byId, el, icon } from "./dom.js";

const TOAST_MS = 4500;
const LONG_NOTICE = 90;

let current = null;

/** Open a modal sheet (from the bottom on a phone, in the middle on a desk). */
export function openSheet(label, children) {
  closeSheet();
  const close = el("button", { type: "button", class: "icon-button sheet-close", "aria-label": "Close", on: { click: closeSheet } }, icon("close"));
  const sheet = el("dialog", { class: "sheet", "aria-label": label }, ...children, close);
  sheet.addEventListener("close", () => sheet.remove());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) closeSheet();
  });
  document.body.append(sheet);
  current = sheet;
  sheet.showModal();
  return sheet;
}

export function closeSheet() {
  current?.close();
  current = null;
}

/** Say something the bot answered: short words as a toast, longer ones in a sheet with OK. */
export function notice(text) {
  if (text.length <= LONG_NOTICE) return void toast(text);
  const ok = el("button", { type: "button", class: "primary", autofocus: true, on: { click: closeSheet } }, "OK");
  openSheet("The bot says", [el("p", { class: "notice-text" }, text), el("div", { class: "sheet-buttons" }, ok)]);
}

/** @param {"info" | "error"} kind */
export function toast(text, kind = "info") {
  const same = [...byId("toasts").children].find((node) => node.textContent === text);
  same?.remove();
  const node = el("p", { class: `toast toast-${kind}` }, text);
  node.addEventListener("click", () => node.remove());
  byId("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** Run ``act``; whatever goes wrong is said in a toast. */
export async function orToast(act) {
  try {
    return await act();
  } catch (error) {
    toast(error.message, "error");
    return null;
  }
}
