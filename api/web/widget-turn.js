// One question and what became of it: stages, checked sentences as they come, answer or fault.

import { renderAnswer, renderSentence } from "./answer.js";
import { fill, make } from "./dom.js";

/**
 * Shows a turn; each method takes what the stream sends.
 * @param {string} question
 * @param {{text: object, server: string, sources: boolean, onCite: Function, onRetry: Function}} options
 */
export class TurnView {
  constructor(question, options) {
    this.options = options;
    this.stage = make("p", { class: "yj-stage" }, options.text.stages[0]);
    this.sentences = make("p", { class: "yj-full yj-streamed" });
    this.reply = make("div", { class: "yj-reply" }, this.stage, this.sentences);
    this.node = make(
      "section",
      { class: options.sources ? "yj-turn" : "yj-turn yj-no-sources" },
      make("p", { class: "yj-question" }, question),
      this.reply,
    );
  }

  /** "问题", "找到 8 段" … while it takes. */
  onStage(words) {
    this.stage.textContent = words;
  }

  /** A checked sentence. */
  onDelta(delta) {
    this.sentences.append(renderSentence(delta, this.shown()));
  }

  /** The whole answer, in place of what was streamed. */
  onAnswer(answer) {
    this.reply.replaceChildren(renderAnswer(answer, this.shown()));
  }

  /** A fault, or a stop: says so and offers to ask again. `seconds` to wait, or 0. */
  onTrouble(title, detail = "", seconds = 0) {
    const { text, onRetry } = this.options;
    const wait = make("span", {});
    const retry = make("button", { type: "button", class: "yj-quiet-button", onclick: onRetry },
      text.retry);
    this.stage.remove();
    this.reply.append(
      make(
        "div",
        { class: "yj-trouble" },
        make("p", {}, make("strong", {}, title), detail && ` ${detail}`, wait),
        retry,
      ),
    );
    if (seconds > 0) hold(retry, wait, text.wait, seconds);
  }

  shown() {
    const { text, server, onCite } = this.options;
    return { lang: text.name, server, onCite };
  }
}

function hold(button, note, words, seconds) {
  button.disabled = seconds > 0;
  note.textContent = seconds > 0 ? ` ${fill(words, { n: seconds })}` : "";
  if (seconds > 0) setTimeout(hold, 1000, button, note, words, seconds - 1);
}
