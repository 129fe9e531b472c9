// The help sheet and the question before something is deleted.

import { make } from "./dom.js";
import { settings, switchKeys } from "./page-settings.js";

export function openHelp() {
  const { text } = settings;
  const dialog = document.getElementById("help");
  const rows = text.keys.map(([keys, what]) =>
    make("div", {}, make("dt", {}, ...caps(keys)), make("dd", {}, what)),
  );
  const box = make("input", {
    type: "checkbox",
    checked: settings.keys,
    onchange: (event) => switchKeys(event.target.checked),
  });
  dialog.replaceChildren(
    make("h2", { id: "help-title" }, text.help),
    make("dl", { class: "keys" }, ...rows),
    make("label", { class: "switch" }, box, text.keys_on),
    make("p", { class: "note" }, text.keys_note),
    make("h3", {}, text.about_title),
    make("p", {}, text.about),
    make("p", { class: "note" }, text.kept),
    buttons(make("button", { type: "button", onclick: () => dialog.close() }, text.close)),
  );
  dialog.showModal();
}

/** Whether the user says yes. */
export function confirmed(question, yes) {
  const { text } = settings;
  const dialog = document.getElementById("confirm");
  dialog.returnValue = "";
  const end = (value) => () => dialog.close(value);
  dialog.replaceChildren(
    make("h2", { id: "confirm-title" }, yes),
    make("p", {}, question),
    buttons(
      make("button", { type: "button", onclick: end("no") }, text.cancel),
      make("button", { type: "button", class: "primary", onclick: end("yes") }, yes),
    ),
  );
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function buttons(...made) {
  return make("div", { class: "row" }, ...made);
}

function caps(keys) {
  return keys.split(/( [·–] |\+)/).map((part, n) => (n % 2 ? part : make("kbd", {}, part)));
}
