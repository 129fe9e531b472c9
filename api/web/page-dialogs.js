// The help sheet, the question before something is deleted, and the one for a key.

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
export async function confirmed(question, yes) {
  const { text } = settings;
  const dialog = document.getElementById("confirm");
  const end = (value) => () => dialog.close(value);
  const said = await shown(
    dialog,
    make("h2", { id: "confirm-title" }, yes),
    make("p", {}, question),
    buttons(
      make("button", { type: "button", onclick: end("no") }, text.cancel),
      make("button", { type: "button", class: "primary", onclick: end("yes") }, yes),
    ),
  );
  return said === "yes";
}

/** The key the user gives, or "" for none. `wrong`: the last one was not it. */
export function askForKey(wrong) {
  const { text } = settings;
  const dialog = document.getElementById("confirm");
  const field = make("input", { type: "password", id: "key", autocomplete: "off", required: true });
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", { id: "confirm-title" }, wrong ? text.key_wrong : text.key_title),
    make("p", {}, make("label", { for: "key" }, text.key_label)),
    field,
    make("p", { class: "note" }, text.key_note),
    buttons(
      make("button", { type: "button", onclick: () => dialog.close() }, text.cancel),
      make("button", { type: "submit", class: "primary" }, text.key_use),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close(field.value.trim());
  });
  return shown(dialog, form);
}

/** What a dialog of these parts was closed with; "" where it was left. */
function shown(dialog, ...parts) {
  dialog.returnValue = "";
  dialog.replaceChildren(...parts);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

function buttons(...made) {
  return make("div", { class: "row" }, ...made);
}

function caps(keys) {
  return keys.split(/( [·–] |\+)/).map((part, n) => (n % 2 ? part : make("kbd", {}, part)));
}
