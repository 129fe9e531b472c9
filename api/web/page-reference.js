// "Copy as citation": the styles come from the server when the part is opened.

import { make } from "./dom.js";
import { copy } from "./page-copy.js";
import { settings } from "./page-settings.js";
import { getJson } from "./page-server.js";
import { read, write } from "./page-storage.js";
import { troubleLine } from "./page-trouble.js";

export function referencePart({ document, start, end }) {
  const { text } = settings;
  const body = make("div", { class: "reference" });
  const part = make(
    "details",
    { class: "more" },
    make("summary", {}, text.reference),
    body,
  );
  part.addEventListener("toggle", async () => {
    if (!part.open || body.firstChild) return;
    const at = `start=${start}&end=${end}`;
    const path = `/v1/documents/${encodeURIComponent(document)}/reference?${at}`;
    try {
      const { styles } = await getJson(path);
      body.replaceChildren(...chooser(styles, text));
    } catch (error) {
      body.replaceChildren(make("p", { class: "note" }, troubleLine(error, text)));
    }
  });
  return part;
}

function chooser(styles, text) {
  const output = make("pre", { class: "styled", tabindex: "0" });
  const choose = make("select", { id: "style", onchange: () => show() });
  for (const style of styles) choose.append(make("option", { value: style.id }, style.name));
  if (styles.some((style) => style.id === read("style"))) choose.value = read("style");
  const show = () => {
    write("style", choose.value);
    output.textContent = styles.find((style) => style.id === choose.value).text;
  };
  show();
  const button = make(
    "button",
    { type: "button", class: "plain", onclick: () => copy(output.textContent, button) },
    text.reference_copy,
  );
  const label = make("label", { for: "style" }, text.reference_style);
  return [make("div", { class: "row" }, label, choose, button), output];
}
