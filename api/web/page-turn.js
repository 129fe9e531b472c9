// One turn on the page: the question, its stages, its answer, and what can be done with it.

import { renderAnswer, renderSentence } from "./answer.js";
import { fill, make } from "./dom.js";
import { editForm, feedbackPart, troublePart } from "./page-turn-parts.js";
import { copy } from "./page-copy.js";
import { settings } from "./page-settings.js";
import { placeName } from "./place.js";

export class TurnView {
  /**
   * @param {object} turn of the conversation
   * @param {{retry: Function, edit: Function, remove: Function, cite: Function}} acts
   */
  constructor(turn, acts) {
    this.turn = turn;
    this.acts = acts;
    this.streamed = [];
    this.stage = 0;
    this.element = make("article", { class: "turn", "data-turn": turn.id });
    this.render();
  }

  /** Everything anew from the turn's record. */
  render() {
    const { turn } = this;
    const name = `asked-${turn.id}`;
    this.element.setAttribute("aria-labelledby", name);
    this.element.setAttribute("aria-busy", String(turn.state === "asking"));
    this.element.replaceChildren(
      ...[this.#asked(name), this.#understood(), this.#body(), this.#after()].filter(Boolean),
    );
  }

  /** One event of the stream. */
  on({ event, data }) {
    const { turn } = this;
    if (event === "question") [turn.understood, this.stage] = [data.question, 1];
    if (event === "passages") [this.found, this.stage] = [data.passages.length, 2];
    if (event === "delta") [this.stage] = [3, this.streamed.push(data)];
    if (event === "answer") [turn.answer, turn.understood] = [data, data.question];
    if (event !== "answer" && event !== "done") this.render();
  }

  /** Ready for another try. */
  begin() {
    Object.assign(this.turn, { state: "asking", answer: null, trouble: null, understood: null });
    delete this.turn.rating;
    [this.streamed, this.stage, this.found] = [[], 0, null];
    this.render();
  }

  /** The question's heading takes the focus without being tabbed to. */
  focus() {
    this.element.querySelector("h2")?.focus();
  }

  #options() {
    return { lang: settings.lang, onCite: this.acts.cite };
  }

  #asked(name) {
    const { text } = settings;
    const { turn, acts } = this;
    if (this.editing) return editForm(turn, text, this.#edited(), this.acts.last(turn));
    const tool = (label, act) =>
      make("button", { type: "button", class: "tool", onclick: act }, label);
    const share = tool(text.share, () => this.#share(share));
    const tools = [
      tool(text.edit, () => this.#edit()),
      tool(text.retry, () => acts.retry(turn)),
      share,
      tool(text.remove, () => acts.remove(turn)),
    ];
    return make(
      "header",
      { class: "asked" },
      make("h2", { id: name, tabindex: "-1" }, turn.question),
      turn.state !== "asking" && make("div", { class: "tools" }, ...tools),
    );
  }

  #edited() {
    return {
      save: (question) => {
        this.editing = false;
        this.acts.edit(this.turn, question);
      },
      cancel: () => {
        this.editing = false;
        this.render();
        this.focus();
      },
    };
  }

  #edit() {
    this.editing = true;
    this.render();
    this.element.querySelector("textarea").focus();
  }

  #share(button) {
    const hash = new URLSearchParams({ q: this.turn.question });
    const url = `${location.origin}${location.pathname}#${hash}`;
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      navigator.share({ title: this.turn.question, url }).catch(() => {});
    } else {
      copy(url, button);
    }
  }

  #understood() {
    const { turn } = this;
    if (this.editing || !turn.understood || same(turn.understood, turn.question)) return null;
    const words = fill(settings.text.understood, { question: turn.understood });
    return make("p", { class: "understood" }, words);
  }

  #body() {
    const { turn } = this;
    const { text } = settings;
    if (turn.state === "answered") return renderAnswer(turn.answer, this.#options());
    const told = this.streamed.map((delta) => renderSentence(delta, this.#options()));
    if (turn.state === "asking") return make("div", { class: "making" }, this.#stages(), ...told);
    const retry = () => this.acts.retry(turn);
    return make("div", {}, ...told, troublePart(turn, text, retry));
  }

  #stages() {
    const { text } = settings;
    const rows = text.stages.map((name, n) => {
      const state = n < this.stage ? "past" : n === this.stage ? "now" : "next";
      const found = n === 1 && this.found !== null && this.found !== undefined;
      const words = found ? fill(text.stage_found, { n: this.found }) : name;
      return make("li", { class: state }, words);
    });
    return make("ol", { class: "stages", "aria-hidden": "true" }, ...rows);
  }

  #after() {
    const { turn } = this;
    if (turn.state !== "answered") return null;
    const words = withSources(turn.answer, settings.text);
    const button = make(
      "button",
      { type: "button", class: "tool", onclick: () => copy(words, button) },
      settings.text.copy_answer,
    );
    return make("footer", { class: "after" }, button, feedbackPart(turn, this.acts.rated));
  }
}

/** The answer's words with what each marker stands for. */
function withSources({ answer, citations }, text) {
  const lines = citations.map(
    (one) => `[${one.marker}] ${placeName(one, text)}${text.colon}${one.text}`,
  );
  return [answer, "", ...lines].join("\n").trim();
}

function same(one, other) {
  const bare = (words) => words.replace(/[\s？?。.！!]/g, "");
  return bare(one) === bare(other);
}
