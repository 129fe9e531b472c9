// A paragraph with the cited words marked, as read and as scanned. Offsets are code points.

import { fill, make } from "./dom.js";

/** The paragraph in one or both forms; the mark only where the cited words are in it. */
export function sourceText(shown, view, marked, text) {
  const forms = view === "both" ? ["quote", "text"] : [view];
  const parts = forms.map((form) => {
    const name = form === "quote" ? text.raw_title : text.text_title;
    return make(
      "figure",
      { class: `form form-${form}` },
      view === "both" && make("figcaption", {}, name),
      make("p", { lang: "zh-CN" }, ...pieces(shown, form, marked)),
    );
  });
  return make("div", { class: `forms forms-${view}` }, ...parts);
}

/** What was repaired in this paragraph, with the reason of each erratum. */
export function repairNotes(shown, view, text) {
  if (!shown.repairs.length) return view === "text" ? null : note(text.source_same);
  if (view === "text" && !shown.repairs.some((repair) => repair.reason)) return null;
  const reasons = shown.repairs
    .filter((repair) => repair.reason)
    .map((repair) =>
      make(
        "li",
        {},
        fill(text.source_reason, {
          quote: cut(shown.quote, repair.quote),
          text: cut(shown.text, repair.text),
          reason: repair.reason,
        }),
      ),
    );
  return make(
    "div",
    { class: "repairs" },
    view !== "text" && note(fill(text.source_repairs, { n: shown.repairs.length })),
    reasons.length > 0 && make("ul", {}, ...reasons),
  );
}

function pieces(shown, form, marked) {
  const points = Array.from(shown[form]);
  const spans = shown.repairs.map((repair) => repair[form]).filter((span) => span.start < span.end);
  const run = (start, end) => repaired(points, spans, form, start, end);
  if (!marked) return run(0, points.length);
  const { start, end } = shown.marks[form];
  return [...run(0, start), make("mark", {}, ...run(start, end)), ...run(end, points.length)];
}

/** Text with repaired stretches as `del` in the raw form and `ins` in the other. */
function repaired(points, spans, form, start, end) {
  const made = [];
  let at = start;
  for (const span of spans) {
    const [from, to] = [Math.max(span.start, start), Math.min(span.end, end)];
    if (from >= to) continue;
    made.push(points.slice(at, from).join(""));
    const words = points.slice(from, to).join("");
    const gap = /^\s+$/.test(words) ? (words.includes("\n") ? "gap break" : "gap") : false;
    made.push(make(form === "quote" ? "del" : "ins", { class: gap }, words));
    at = to;
  }
  made.push(points.slice(at, end).join(""));
  return made;
}

function cut(words, { start, end }) {
  return Array.from(words).slice(start, end).join("");
}

function note(words) {
  return make("p", { class: "note" }, words);
}
