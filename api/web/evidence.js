// The parts of an answer that show where it stands: markers, quotations, figures.

import { fill, make } from "./dom.js";
import { placeLink, placeName } from "./place.js";

/** A link to the source of one citation; a click goes to `onCite` first, which may prevent it. */
export function citeLink(citation, children, { text, server, onCite }, attributes = {}) {
  const name = fill(text.cite_label, { n: citation.marker, place: placeName(citation, text) });
  return make(
    "a",
    {
      class: "yj-cite",
      href: placeLink(citation, server),
      "aria-label": name,
      "data-marker": String(citation.marker),
      onclick: (event) => onCite?.(citation, event),
      ...attributes,
    },
    ...children,
  );
}

/** Text whose `[n]` became links where a citation of that number is there. */
export function markedText(words, citations, context) {
  const known = new Map(citations.map((citation) => [String(citation.marker), citation]));
  return words.split(/(\[\d{1,3}\])/).map((part) => {
    const citation = /^\[\d+\]$/.test(part) ? known.get(part.slice(1, -1)) : undefined;
    return citation ? citeLink(citation, [String(citation.marker)], context) : part;
  });
}

/** Quotations as a list: number, words, place; `tagged`: say which only give background. */
export function evidenceList(citations, context, tagged = true) {
  const { text } = context;
  const rows = citations.map((citation) =>
    make(
      "li",
      { class: `yj-evidence yj-${citation.role === "context" ? "context" : "proof"}` },
      citeLink(citation, [String(citation.marker)], context, { class: "yj-cite yj-number" }),
      make(
        "div",
        { class: "yj-quotation" },
        make("blockquote", { class: "yj-quote", lang: "zh-CN" }, citation.text),
        make(
          "p",
          { class: "yj-place" },
          tagged && citation.role === "context" && make("span", { class: "yj-tag" }, text.context),
          citeLink(citation, [placeName(citation, text)], context, { class: "yj-where" }),
        ),
      ),
    ),
  );
  return make("ol", { class: "yj-evidences" }, ...rows);
}

const ROUNDED = /约|about/i;

/**
 * A calculation: its expression, and each figure with the link to where it stands; ≈ where the
 * answer says that the result is rounded.
 */
export function computationBox(computation, citations, answered, context) {
  const { text } = context;
  const known = new Map(citations.map((citation) => [citation.marker, citation]));
  const rows = computation.operands.map((operand) => {
    const citation = known.get(operand.citation);
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, operand.label),
      make("td", { class: "yj-figure" }, `${plain(operand.value)}${operand.unit}`),
      make("td", {}, citation && citeLink(citation, [String(citation.marker)], context)),
    );
  });
  const signs = { "*": "×", "/": "÷", "-": "−" };
  const shown = computation.expression.replace(/[*/-]/g, (sign) => signs[sign]);
  return make(
    "div",
    { class: "yj-computation" },
    make("h3", { class: "yj-heading" }, text.computation),
    make(
      "table",
      {},
      make(
        "thead",
        { class: "yj-hidden" },
        make(
          "tr",
          {},
          ...[text.operand, text.value, text.source].map((name) =>
            make("th", { scope: "col" }, name),
          ),
        ),
      ),
      make("tbody", {}, ...rows),
    ),
    make(
      "p",
      { class: "yj-expression" },
      `${shown} ${ROUNDED.test(answered) ? "≈" : "="} `,
      make("strong", {}, plain(computation.result)),
    ),
  );
}

/** A number without a tail of binary arithmetic: 80.40000000000001 is 80.4. */
function plain(value) {
  return String(Number(value.toPrecision(12)));
}
