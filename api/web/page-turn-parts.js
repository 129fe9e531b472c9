// Parts of a turn: editing its question, rating its answer, telling what went wrong.

import { fill, icon, make } from "./dom.js";
import { settings } from "./page-settings.js";
import { post } from "./page-server.js";
import { say } from "./page-status.js";
import { troubleLine } from "./page-trouble.js";

const UP = "M7 11v9H4v-9zm0 0l4-8c1.6 0 2.5 1 2.2 2.6L12.600 9H19c1.2 0 2 1 1.700 2.200l-1.700 7C18.700 19.400 18 20 17 20H7";
const DOWN = "M17 13V4h3v9zm0 0l-4 8c-1.600 0-2.500-1-2.200-2.600l.6-3.400H5c-1.200 0-2-1-1.700-2.200l1.700-7C5.300 4.600 6 4 7 4h10";

export function editForm(turn, text, { save, cancel }, last) {
  const field = make("textarea", {
    rows: "2",
    maxlength: "500",
    required: true,
    "aria-label": text.edit_label,
  });
  field.value = turn.question;
  const form = make(
    "form",
    { class: "edit" },
    field,
    !last && make("p", { class: "note" }, text.edit_note),
    make(
      "div",
      { class: "row" },
      make("button", { type: "submit", class: "primary" }, text.save),
      make("button", { type: "button", onclick: cancel }, text.cancel),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) save(field.value.trim());
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === field) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === "Escape") event.stopPropagation();
  });
  return form;
}

/** Stopped or failed, and the way on. */
export function troublePart(turn, text, retry) {
  const { title, detail, wait } = turn.trouble ?? {
    title: turn.cut ? text.interrupted : text.stopped,
  };
  const button = make("button", { type: "button", onclick: retry }, text.retry);
  const waiting = make("span", { class: "note" });
  if (wait) countDown(wait, button, waiting, text);
  return make(
    "div",
    { class: "trouble" },
    make("p", {}, make("strong", {}, title), detail && ` ${detail}`),
    make("div", { class: "row" }, button, waiting),
  );
}

function countDown(seconds, button, told, text) {
  button.disabled = seconds > 0;
  told.textContent = seconds > 0 ? fill(text.wait, { n: seconds }) : "";
  if (seconds > 0) setTimeout(() => countDown(seconds - 1, button, told, text), 1000);
}

/** Thumbs up and down; the comment is asked for, and nothing sent, before it is submitted. */
export function feedbackPart(turn, rated) {
  const { text } = settings;
  const part = make("div", { class: "feedback" });
  const thumb = (rating, name, path) =>
    make(
      "button",
      {
        type: "button",
        class: "tool thumb",
        "aria-pressed": String(turn.rating === rating),
        "aria-label": name,
        onclick: () => ask(rating),
      },
      icon(path),
    );
  const thumbs = make(
    "div",
    { class: "thumbs" },
    thumb("up", text.useful, UP),
    thumb("down", text.useless, DOWN),
  );
  const ask = (rating) => {
    for (const [n, one] of [...thumbs.children].entries()) {
      one.setAttribute("aria-pressed", String((n === 0 ? "up" : "down") === rating));
    }
    const form = commentForm(text, async (comment) => {
      try {
        await post("/v1/feedback", feedback(turn, rating, comment));
        turn.rating = rating;
        rated(turn);
        form.replaceWith(make("p", { class: "note" }, text.feedback_thanks));
        say(text.feedback_thanks);
      } catch (error) {
        const reason = troubleLine(error, text);
        form.lastChild.textContent = fill(text.feedback_failed, { reason });
        say(form.lastChild.textContent);
      }
    });
    part.replaceChildren(thumbs, form);
    form.querySelector("textarea").focus();
  };
  part.append(thumbs);
  return part;
}

function feedback({ answer, question }, rating, comment) {
  return {
    answer_id: answer.id,
    rating,
    ...(comment && { comment }),
    question,
    short_answer: answer.short_answer,
    index: answer.index,
  };
}

function commentForm(text, send) {
  const field = make("textarea", {
    rows: "2",
    maxlength: "2000",
    "aria-label": text.feedback_comment,
    placeholder: text.feedback_comment,
  });
  const form = make(
    "form",
    { class: "comment" },
    field,
    make("div", { class: "row" }, make("button", { type: "submit" }, text.feedback_send)),
    make("p", { class: "note" }, text.feedback_note),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(field.value.trim());
  });
  return form;
}
