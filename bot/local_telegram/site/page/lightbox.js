/** A picture over the whole page. Escape, the back button, or a press beside it closes it. */

import { el, icon } from "./dom.js";
import { Points, colouring } from "./points.js";

const STATE = { lightbox: true };

/**
 * Open ``pictures[index]`` large; arrows walk through the others.
 * @param {Array<{url, alt, caption, name}>} pictures
 * @param {{onCommand: (words: string) => void}} actions
 */
export function openLightbox(pictures, index, { onCommand }) {
  const view = build((words) => {
    view.dialog.close();
    onCommand(words);
  });
  let at = index;
  const show = (to) => {
    at = Math.min(Math.max(to, 0), pictures.length - 1);
    render(view, pictures, at);
  };
  view.previous.addEventListener("click", () => show(at - 1));
  view.next.addEventListener("click", () => show(at + 1));
  view.dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(at + step);
  });
  enableClosing(view);
  show(index);
  document.body.append(view.dialog);
  view.dialog.showModal();
}

function build(onCommand) {
  const button = (name, label, side = "") =>
    el("button", { type: "button", class: `icon-button ${side}`, "aria-label": label }, icon(name));
  const image = el("img", { class: "lightbox-image", alt: "" });
  const save = el("a", { class: "icon-button", "aria-label": "Save the picture" }, icon("save"));
  const close = button("close", "Close");
  const previous = button("left", "Previous picture", "side side-left");
  const next = button("right", "Next picture", "side side-right");
  const count = el("span", { class: "lightbox-count" });
  const caption = el("p", { class: "lightbox-caption" });
  const stage = el("div", { class: "stage" }, image);
  const points = new Points({ stage, image }, onCommand);
  const bar = el("div", { class: "lightbox-bar" }, count, points.node, save, close);
  const dialog = el("dialog", { class: "lightbox", "aria-label": "Picture" }, bar, stage, caption, previous, next);
  return { dialog, stage, image, save, close, previous, next, count, caption, points };
}

function render(view, pictures, at) {
  const picture = pictures[at];
  view.stage.classList.remove("zoomed");
  view.points.setPicture(colouring(picture.caption));
  view.image.src = picture.url;
  view.image.alt = picture.alt;
  view.save.href = picture.url;
  view.save.download = picture.name;
  view.caption.textContent = picture.caption;
  view.caption.hidden = !picture.caption;
  view.count.textContent = pictures.length > 1 ? `${at + 1} of ${pictures.length}` : "";
  view.previous.hidden = at === 0;
  view.next.hidden = at === pictures.length - 1;
}

/* A history entry stands for the open picture, so that a phone's back gesture closes it. */
function enableClosing(view) {
  const { dialog, stage, image } = view;
  const close = () => dialog.close();
  history.pushState(STATE, "");
  addEventListener("popstate", close, { once: true });
  view.close.addEventListener("click", close);
  image.addEventListener("click", () => stage.classList.toggle("zoomed"));
  stage.addEventListener("click", (event) => {
    if (event.target === stage && !stage.classList.contains("pointing")) close();
  });
  dialog.addEventListener("close", () => {
    removeEventListener("popstate", close);
    dialog.remove();
    if (history.state?.lightbox) history.back();
  });
}
