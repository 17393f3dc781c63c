/** The menu of one message. */

import { el, icon } from "./dom.js";

const MARGIN_PX = 8;

/**
 * Open a menu beside ``box``.
 * @param {Array<{icon, label, act?: () => void, href?, download?}>} items
 */
export function openMenu(box, items) {
  closeMenu();
  const opener = document.activeElement;
  const menu = el("div", { class: "menu", id: "message-menu", role: "menu" }, ...items.map(itemNode));
  document.body.append(menu);
  place(menu, box);
  menu.addEventListener("keydown", (event) => walk(event, menu, opener));
  menu.addEventListener("click", () => closeMenu());
  menu.firstChild.focus();
  setTimeout(() => addEventListener("pointerdown", closeOutside));
  addEventListener("resize", closeMenu, { once: true });
  addEventListener("scroll", closeMenu, { once: true, capture: true });
}

export function closeMenu() {
  document.getElementById("message-menu")?.remove();
  removeEventListener("pointerdown", closeOutside);
}

function closeOutside(event) {
  if (!event.target.closest?.("#message-menu")) closeMenu();
}

function itemNode(item) {
  const content = [icon(item.icon), item.label];
  if (item.href) {
    return el("a", { class: "menu-item", role: "menuitem", href: item.href, download: item.download }, ...content);
  }
  return el("button", { type: "button", class: "menu-item", role: "menuitem", on: { click: item.act } }, ...content);
}

function place(menu, box) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(box.left, MARGIN_PX), innerWidth - width - MARGIN_PX);
  const below = box.bottom + 4;
  const top = below + height < innerHeight ? below : Math.max(box.top - height - 4, MARGIN_PX);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function walk(event, menu, opener) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const at = items.indexOf(document.activeElement) + step;
    items[(at + items.length) % items.length].focus();
    event.preventDefault();
  }
  if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
    opener?.focus();
    event.preventDefault();
  }
}
