/** A poll: its question, and a button for each option with the votes it has. */

import { el } from "./dom.js";

/**
 * @param {{question, options: {text, votes}[], is_closed, picture}} poll
 * @param {(option: number) => void} onVote
 */
export function pollCard(poll, onVote) {
  const all = poll.options.reduce((sum, option) => sum + option.votes, 0);
  const rows = poll.options.map((option, number) => row(option, all, poll.is_closed, () => onVote(number)));
  return el("div", { class: "poll", role: "group", "aria-label": `Poll: ${poll.question}` },
    poll.picture ? el("img", { src: poll.picture, alt: "" }) : null,
    el("b", {}, poll.question),
    ...rows,
    el("span", { class: "poll-state" }, poll.is_closed ? `Closed, votes: ${all}` : `Votes: ${all}`));
}

function row({ text, votes }, all, isClosed, click) {
  const share = all ? Math.round((100 * votes) / all) : 0;
  return el("button", { type: "button", class: "poll-option", disabled: isClosed, on: { click } },
    el("span", {}, text), el("span", {}, `${share} %`));
}
