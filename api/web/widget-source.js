// The source of one citation inside the widget: its sentence marked in its paragraph.

import { getJson } from "./client.js";
import { fill, icon, make, slice } from "./dom.js";
import { placeLink, placeName } from "./place.js";

const BACK = "M15 5l-7 7 7 7";

/**
 * A view that shows a citation at once and its paragraph as soon as that has come.
 * @param {object} citation
 * @param {{server: string, text: object, signal: AbortSignal, onBack: Function}} options
 * @returns {HTMLElement}
 */
export function sourceView(citation, options) {
  const { text, server, onBack } = options;
  const title = make("h2", { class: "yj-source-title", tabindex: "-1" }, text.source);
  const body = make("div", { class: "yj-source-body" }, quoteOf(citation, text));
  const view = make(
    "section",
    { class: "yj-source", "aria-label": text.source },
    make(
      "header",
      { class: "yj-bar" },
      make("button", { type: "button", class: "yj-quiet-button yj-back", onclick: onBack },
        icon(BACK), text.back),
      title,
    ),
    make("div", { class: "yj-source-scroll", tabindex: "0", role: "group", "aria-label": text.source },
      body,
      make(
        "p",
        {},
        make(
          "a",
          {
            class: "yj-full-link",
            href: placeLink(citation, server),
            target: "_blank",
            rel: "noopener noreferrer",
          },
          text.full,
          make("span", { class: "yj-hidden" }, text.new_window),
        ),
      ),
    ),
  );
  show(citation, citation, body, options);
  return view;
}

async function show(citation, span, body, options) {
  const { server, signal, text } = options;
  const query = new URLSearchParams({ start: span.start, end: span.end });
  const path = `/v1/documents/${encodeURIComponent(citation.document)}/context?${query}`;
  try {
    const found = await getJson(server, path, { signal, lang: text.name });
    body.replaceChildren(...paragraph(found, citation, span === citation, body, options));
    body.querySelector("mark")?.scrollIntoView?.({ block: "nearest" });
  } catch (error) {
    if (signal.aborted) return;
    const said = make("p", { class: "yj-note" }, `${error.title ?? ""} ${text.no_context}`.trim());
    body.replaceChildren(said, ...quoteOf(citation, text).childNodes);
  }
}

function paragraph(found, citation, here, body, options) {
  const { text } = options;
  const holds = (span) => span.start <= citation.start && citation.end <= span.end;
  const steps = [
    [text.source_previous, found.previous],
    [text.source_next, found.next],
  ].map(([label, span]) =>
    make(
      "button",
      {
        type: "button",
        class: "yj-quiet-button",
        disabled: !span,
        onclick: () => show(citation, holds(span) ? citation : span, body, options),
      },
      label,
    ),
  );
  const repaired = found.quote !== found.text;
  const place = [...found.path, found.paragraph && fill(text.paragraph, { n: found.paragraph })];
  return [
    make("p", { class: "yj-source-book", lang: "zh-CN" }, found.title),
    make("p", { class: "yj-place", lang: "zh-CN" }, place.filter(Boolean).join(text.comma)),
    make("p", { class: "yj-paragraph", lang: "zh-CN" }, ...marked(found.text, here && found.marks.text)),
    repaired &&
      make(
        "details",
        { class: "yj-raw" },
        make("summary", {}, text.raw),
        make("p", { class: "yj-paragraph", lang: "zh-CN" },
          ...marked(found.quote, here && found.marks.quote)),
      ),
    make("div", { class: "yj-steps" }, ...steps),
  ].filter(Boolean);
}

function marked(words, span) {
  if (!span) return [words];
  return [
    slice(words, 0, span.start),
    make("mark", {}, slice(words, span.start, span.end)),
    slice(words, span.end),
  ];
}

function quoteOf(citation, text) {
  return make(
    "div",
    {},
    make("p", { class: "yj-place" }, placeName(citation, text)),
    make("p", { class: "yj-paragraph", lang: "zh-CN" }, make("mark", {}, citation.text)),
  );
}
