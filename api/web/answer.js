// One renderer for answers: streamed and final, on the page and in the widget.
//
// Whatever the server sends is shown as text. Class names begin with `yj-`; `answer.css` holds
// the looks and uses custom properties (`--yj-ink`, `--yj-accent` …) with fallbacks.

import { fill, icon, make } from "./dom.js";
import { computationBox, evidenceList, citeLink, markedText } from "./evidence.js";
import { answerWords } from "./answer-words.js";

const LONG = 40; // characters beyond which a short answer is a sentence rather than a headline
const TICK = "M5 12.5l4.5 4.5L19 7.5";
const WARN = "M12 4v10m0 4v1";

/**
 * A whole answer object of `POST /v1/ask`.
 * @param {object} answer
 * @param {{lang?: string, server?: string, onCite?: Function, onAsk?: Function}} options
 *   `onCite(citation, event)` runs before a citation's link is followed; `onAsk(question)`
 *   is reserved for questions an answer offers.
 * @returns {HTMLElement}
 */
export function renderAnswer(answer, options = {}) {
  const context = settle(options);
  const parts = answer.refusal ? refused(answer, context) : answered(answer, context);
  return make(
    "article",
    { class: `yj-answer yj-${answer.refusal ? "refused" : "answered"}` },
    ...parts,
    checks(answer, context),
  );
}

/**
 * One checked sentence of an answer that is still being written.
 * @param {{text: string, citations: object[]}} delta
 * @returns {HTMLElement}
 */
export function renderSentence(delta, options = {}) {
  const parts = markedText(delta.text, delta.citations, settle(options));
  return make("span", { class: "yj-sentence", lang: "zh-CN" }, ...parts);
}

/** "把握较大": how likely the answer is right, in words. */
export function confidenceWords(confidence, lang = "zh") {
  const step = [0.85, 0.6, 0.35].findIndex((least) => confidence >= least);
  return answerWords[lang].confidence[step === -1 ? 3 : step];
}

function settle(options) {
  const lang = options.lang === "en" ? "en" : "zh";
  return { server: "", ...options, lang, text: answerWords[lang] };
}

function answered(answer, context) {
  const { text } = context;
  const short = answer.short_answer ?? "";
  const size = Array.from(short).length > LONG ? "yj-short yj-long" : "yj-short";
  const items = answer.items.length > 1 ? itemList(answer, context) : null;
  return [
    !items && short && make("p", { class: size, lang: "zh-CN" }, short),
    items,
    make(
      "p",
      { class: "yj-full", lang: "zh-CN" },
      ...markedText(answer.answer, answer.citations, context),
    ),
    answer.computation && computationBox(answer.computation, answer.citations, short, context),
    make("h3", { class: "yj-heading" }, text.evidence),
    evidenceList(answer.citations, context),
  ];
}

function itemList(answer, context) {
  const known = new Map(answer.citations.map((citation) => [citation.marker, citation]));
  const rows = answer.items.map((item) => {
    const citation = known.get(item.citation);
    const link = citation && citeLink(citation, [String(citation.marker)], context);
    return make("li", {}, item.text, link);
  });
  return make("ol", { class: "yj-items", lang: "zh-CN" }, ...rows);
}

function refused(answer, context) {
  const { refusal } = answer;
  const { text } = context;
  const message = text.lang === "zh" ? refusal.message : text.reasons[refusal.reason][1];
  return [
    make("p", { class: "yj-short yj-no" }, text.reasons[refusal.reason]?.[0] ?? text.refused),
    make("p", { class: "yj-full" }, message ?? refusal.message),
    refusal.nearest.length > 0 && make("h3", { class: "yj-heading" }, text.nearest),
    refusal.nearest.length > 0 && evidenceList(refusal.nearest, context, false),
  ];
}

function checks(answer, { lang, text }) {
  const { quotes, numbers, dropped, written_by } = answer.checks;
  const sound = quotes.ok === quotes.checked && numbers.ok === numbers.checked;
  const none = answer.refusal && quotes.checked + numbers.checked === 0;
  const verdict = none ? text.nothing_claimed : sound ? text.checked : text.unchecked;
  const writer = text.writers[written_by] ?? fill(text.written_by_model, { name: written_by });
  const facts = [
    !none && fill(text.quotes_checked, quotes),
    !none && fill(text.numbers_checked, numbers),
    dropped > 0 && fill(text.dropped, { n: dropped }),
    fill(answer.refusal ? text.chance_refused : text.chance, {
      n: Math.round(answer.confidence * 100),
    }),
    fill(text.took, { n: (answer.timings_ms.total / 1000).toFixed(2) }),
    fill(text.index, { name: answer.index }),
  ].filter(Boolean);
  return make(
    "details",
    { class: "yj-checks" },
    make(
      "summary",
      {},
      make("span", { class: sound ? "yj-sign" : "yj-sign yj-bad" }, icon(sound ? TICK : WARN), verdict),
      !answer.refusal && make("span", { class: "yj-writer" }, writer),
      make("span", { class: "yj-confidence" }, confidenceWords(answer.confidence, lang)),
    ),
    make("ul", {}, ...facts.map((fact) => make("li", {}, fact))),
  );
}
