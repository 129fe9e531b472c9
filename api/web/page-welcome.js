// What the empty page offers: questions worth trying and the texts held here.

import { fill, make } from "./dom.js";
import { getJson } from "./page-server.js";
import { settings } from "./page-settings.js";

const fetched = {};

const PAUSE = 1_500; // milliseconds between two looks at examples that are being made
const LOOKS = 20;

/** Fetch both, then show them; a page without them still answers questions. */
export async function loadWelcome(onAsk) {
  const load = async (name, looks = LOOKS) => {
    const found = await getJson(`/v1/${name}`).catch(() => ({}));
    fetched[name] = found[name] ?? [];
    showWelcome(onAsk);
    if (found.ready === false && looks > 1) setTimeout(load, PAUSE, name, looks - 1);
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
