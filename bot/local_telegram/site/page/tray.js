/** Pictures, films and files that wait to be sent: chosen, dropped or pasted. */

import { byId, el, fileSize, icon } from "./dom.js";
import { toast } from "./sheet.js";

const ALBUM_MOST = 10;
/* What a messenger sends as a photo; anything else goes as a file. */
const PHOTO_TYPES = new Set(["image/jpeg", "image/png", "image/webp", "image/bmp", "image/avif"]);
/* And what as a film: a GIF comes back as one without sound. */
const FILM_TYPES = new Set(["video/mp4", "video/quicktime", "video/webm", "image/gif"]);

const isPhoto = (file) => PHOTO_TYPES.has(file.type);
const isFilm = (file) => FILM_TYPES.has(file.type);
const isSeen = (file) => isPhoto(file) || isFilm(file);

export class Tray {
  constructor(onChange) {
    this.onChange = onChange;
    this.node = byId("tray");
    this.items = [];
    this.asFiles = false;
    this.watchChooser();
    this.watchPaste();
    this.watchDrop();
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  watchChooser() {
    const input = byId("files");
    byId("attach").append(icon("clip"));
    byId("attach").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = "";
    });
  }

  watchPaste() {
    document.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      this.add(files);
    });
  }

  watchDrop() {
    const veil = byId("drop");
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      veil.hidden = false;
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) veil.hidden = true;
    });
    addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      veil.hidden = true;
      this.add([...event.dataTransfer.files]);
    });
  }

  add(files) {
    const room = ALBUM_MOST - this.items.length;
    if (files.length > room) toast(`An album holds ${ALBUM_MOST} pictures; the rest was left out.`, "error");
    for (const file of files.slice(0, room)) this.items.push({ file, url: URL.createObjectURL(file) });
    this.render();
    byId("field").focus();
  }

  remove(item) {
    URL.revokeObjectURL(item.url);
    this.items = this.items.filter((other) => other !== item);
    this.render();
    byId("field").focus();
  }

  clear() {
    for (const { url } of this.items) URL.revokeObjectURL(url);
    this.items = [];
    this.asFiles = false;
    this.render();
  }

  /** What to send, in order: pictures as photos, films as videos unless "as files" was chosen. */
  contents() {
    const files = this.items.map((item) => item.file);
    if (this.asFiles) return { pictures: [], films: [], files };
    return { pictures: files.filter(isPhoto), films: files.filter(isFilm), files: files.filter((file) => !isSeen(file)) };
  }

  render() {
    this.node.hidden = this.isEmpty;
    const pictures = this.items.filter(({ file }) => isSeen(file));
    this.node.replaceChildren(
      el("ul", { class: "tray-items", "aria-label": "To be sent" }, ...this.items.map((item) => this.card(item))),
      pictures.length ? this.choice() : "");
    this.onChange();
  }

  card(item) {
    const remove = el("button", {
      type: "button",
      class: "tray-remove",
      "aria-label": `Remove ${item.file.name}`,
      on: { click: () => this.remove(item) },
    }, icon("close"));
    const label = `${item.file.name}, ${fileSize(item.file.size)}`;
    return el("li", { class: "tray-item", title: label }, this.preview(item), remove);
  }

  preview({ file, url }) {
    const plain = () => el("span", { class: "tray-file" }, icon("file"), el("span", {}, file.name));
    if (!isSeen(file)) return plain();
    const isMoving = file.type.startsWith("video/");
    const shown = isMoving ? el("video", { src: url, preload: "auto", playsinline: true, "aria-label": file.name }) : el("img", { src: url, alt: file.name });
    if (isMoving) shown.muted = true;
    shown.addEventListener("error", () => shown.replaceWith(plain()));
    return shown;
  }

  choice() {
    const box = el("input", { type: "checkbox", on: { change: () => (this.asFiles = box.checked) } });
    box.checked = this.asFiles;
    return el("label", { class: "tray-choice" }, box, el("span", {}, "Send as file, without shrinking"));
  }
}
