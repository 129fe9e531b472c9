// What the empty page offers: questions worth trying and the texts held here.

import { getJson } from "./client.js";
import { fill, make } from "./dom.js";
import { settings } from "./page-settings.js";

const fetched = {};

/** Fetch both, then show them; a page without them still answers questions. */
export async function loadWelcome(onAsk) {
  const load = async (name) => {
    fetched[name] = (await getJson("", `/v1/${name}`).catch(() => ({})))[name] ?? [];
    showWelcome(onAsk);
  };
  await Promise.all([load("documents"), load("examples")]);
}

export function showWelcome(onAsk) {
  const { text } = settings;
  const questions = (fetched.examples ?? []).map(({ kind, question }) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "example", onclick: () => onAsk(question) },
        make("span", { class: "kind" }, text.example_kinds[kind] ?? kind),
        make("span", { lang: "zh-CN" }, question),
      ),
    ),
  );
  const texts = (fetched.documents ?? []).map((one) =>
    make(
      "li",
      {},
      make("cite", { lang: "zh-CN" }, one.title),
      make("span", { class: "note" }, fill(text.text_size, one)),
    ),
  );
  const examples = document.querySelector("#examples");
  examples.hidden = questions.length === 0;
  examples.querySelector("ul").replaceChildren(...questions);
  document.querySelector("#texts ul").replaceChildren(...texts);
}
