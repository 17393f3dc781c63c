/** Message text to nodes: entities that the server gives, then links and commands. */

import { el } from "./dom.js";
import { link } from "./links.js";
import { withStars } from "./stars.js";

const LINK = String.raw`https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]`;
/* A command together with its key=value words, so that a repeat command is sent whole. */
const COMMAND = String.raw`(?<![\w\/])\/[a-zA-Z][a-zA-Z0-9_]{0,31}(?:@\w+)?(?![\w\/])(?:[ ]\w+=\S+)*`;
const TOKEN = new RegExp(`(${LINK})|(${COMMAND})`, "g");

/* Links and commands are found here, not taken from entities, which end before a command's words. */
const SPECIAL = new Set(["code", "pre", "text_link"]);
const WRAPPERS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
};

/**
 * Nodes for a message's text.
 * @param {string} text
 * @param {Array<{type, offset, length, url?}>} entities offsets in UTF-16 units, as in JavaScript.
 * @param {{onCommand, onDraft, onCopy, onInvoice}} actions each takes the text that was pressed
 */
export function textNodes(text, entities, actions) {
  const known = entities.filter(({ type }) => SPECIAL.has(type) || WRAPPERS[type]);
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of known) cuts.add(offset).add(Math.min(offset + length, text.length));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((start, index) => {
    const end = edges[index + 1];
    const active = known.filter((it) => it.offset <= start && it.offset + it.length >= end);
    return segment(text.slice(start, end), active, actions);
  });
}

function segment(text, active, actions) {
  const special = active.find((entity) => SPECIAL.has(entity.type));
  let nodes = special ? [specialNode(text, special, actions)] : plainNodes(text, actions);
  for (const { type } of active) {
    if (WRAPPERS[type]) nodes = [el(WRAPPERS[type], {}, ...nodes)];
  }
  return nodes;
}

function specialNode(text, entity, actions) {
  if (entity.type === "text_link") return link(entity.url, text, actions);
  const isCommand = text.startsWith("/");
  const act = () => (isCommand ? actions.onDraft(text) : actions.onCopy(text));
  const title = isCommand ? "Put into the message field" : "Copy";
  return el("button", { type: "button", class: "code", title, on: { click: act } }, text);
}

function plainNodes(text, actions) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, url] = match;
    nodes.push(...withStars(text.slice(end, match.index)), url ? link(url, url, actions) : command(whole, actions));
    end = match.index + whole.length;
  }
  nodes.push(...withStars(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function command(text, actions) {
  const send = () => actions.onCommand(text);
  return el("button", { type: "button", class: "command", title: "Send", on: { click: send } }, text);
}
