/** Pictures, films and files in a message. A changed picture is loaded first, then faded in. */

import { el, fileSize, icon, isCalm } from "./dom.js";

/* Very wide or tall pictures are shown whole inside a frame of at most these shapes. */
const NARROWEST = 0.5;
const WIDEST = 2.2;
/* A preview's sides are rounded; the result takes its room to the pixel. */
const SAME_SHAPE = 0.02;

/** A picture that opens large when pressed and can be replaced without a flicker. */
export class Tile {
  constructor(onOpen) {
    this.node = el("button", { type: "button", class: "tile", on: { click: () => onOpen(this) } });
    this.url = null;
    this.ratio = NaN;
  }

  /** @param {{url, width?, height?}} photo */
  update(photo, alt) {
    this.alt = alt;
    this.node.setAttribute("aria-label", `${alt}. Open large`);
    if (photo.url === this.url) return;
    this.url = photo.url;
    if (photo.width) this.shape(photo.width / photo.height);
    this.load(photo.url);
  }

  shape(ratio) {
    const framed = frame(ratio);
    if (Math.abs(framed / this.ratio - 1) < SAME_SHAPE) return;
    this.ratio = framed;
    setRatio(this.node, framed);
  }

  async load(url) {
    const next = el("img", { src: url, alt: "", draggable: "false" });
    if (!this.node.firstChild) this.node.append(next);
    try {
      await next.decode();
    } catch {
      if (this.url === url) this.fail();
      return;
    }
    if (this.url === url) this.show(next);
  }

  show(next) {
    this.shape(next.naturalWidth / next.naturalHeight);
    this.node.classList.remove("broken");
    const old = [...this.node.children].filter((child) => child !== next);
    this.node.append(next);
    if (!old.length) return;
    const drop = () => old.forEach((child) => child.remove());
    if (isCalm()) return void drop();
    next.classList.add("arriving");
    next.addEventListener("animationend", () => {
      next.classList.remove("arriving");
      drop();
    }, { once: true });
  }

  fail() {
    this.node.classList.add("broken");
    this.node.replaceChildren(icon("photo"), el("span", {}, "This picture is no longer there"));
  }
}

/** A film that plays by itself, silently and over and over, unless its reader wants less motion. */
export class Film {
  constructor() {
    this.video = el("video", { controls: true, loop: true, playsinline: true, preload: "auto" });
    this.video.muted = true; // browsers start nothing by itself that could make a noise
    this.video.autoplay = !isCalm();
    this.node = el("div", { class: "tile film" }, this.video);
    this.url = null;
  }

  /** @param {{url, width?, height?, thumbnail?, isRound?}} film */
  update(film, alt) {
    this.node.classList.toggle("round", Boolean(film.isRound));
    this.video.controls = !film.isRound || isCalm(); // they have no room in a circle
    this.video.setAttribute("aria-label", alt);
    if (film.width) setRatio(this.node, frame(film.width / film.height));
    if (film.url === this.url) return;
    this.url = film.url;
    if (film.thumbnail) this.video.poster = film.thumbnail;
    this.video.src = film.url;
  }
}

/** A sticker stands without a bubble; pressed, it opens the pack that it is of. */
export function stickerOf({ url, width, height, set }) {
  const image = el("img", { class: "sticker", src: url, alt: "Sticker", width, height, draggable: "false" });
  if (!set) return image;
  return el("a", { href: `/stickers/${set}`, target: "_blank", rel: "noopener", title: "Open the pack" }, image);
}

const frame = (ratio) => Math.min(Math.max(ratio, NARROWEST), WIDEST);

/** The room that a picture takes, and the bubble around it. */
function setRatio(node, ratio) {
  node.style.setProperty("--ratio", ratio.toFixed(4));
  node.closest(".stack")?.style.setProperty("--ratio", ratio.toFixed(4));
}

/** A file as a card: thumbnail when it is a picture, name, size, and a link to save it. */
export function documentCard(file, onOpen) {
  const label = `${file.name}${file.size ? `, ${fileSize(file.size)}` : ""}`;
  const words = el("span", { class: "doc-words" },
    el("a", { class: "doc-name", href: file.url, download: file.name, title: "Save" }, file.name),
    el("span", { class: "doc-size" }, file.size ? fileSize(file.size) : "File"));
  return el("div", { class: "doc", role: "group", "aria-label": label }, thumbnail(file, onOpen), words);
}

function thumbnail(file, onOpen) {
  const saving = { class: "doc-icon", href: file.url, download: file.name, tabindex: "-1", "aria-hidden": "true" };
  if (!file.isPicture) return el("a", saving, icon("file"));
  const image = el("img", { src: file.url, alt: "", loading: "lazy", draggable: "false" });
  const button = el("button", {
    type: "button",
    class: "doc-thumb",
    "aria-label": `${file.name}. Open large`,
    on: { click: onOpen },
  }, image);
  image.addEventListener("error", () => button.replaceChildren(icon("file")));
  return button;
}

/** Sizes of an album's cells, as CSS grid column spans of six, row by row. */
export function albumSpans(count) {
  const rows = { 1: [1], 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3] }[count]
    ?? { 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3] }[count] ?? [3];
  return rows.flatMap((inRow) => Array(inRow).fill(6 / inRow));
}
