// Copying to the clipboard, which browsers allow on secure origins only.

import { make } from "./dom.js";
import { say } from "./page-status.js";
import { settings } from "./page-settings.js";

/** Copy, or show the words beside the button to be copied by hand. */
export async function copy(words, button) {
  const { text } = settings;
  try {
    await navigator.clipboard.writeText(words);
    say(text.copied);
    flash(button, text.copied);
  } catch {
    const field = make("input", { readonly: true, value: words, class: "by-hand" });
    const label = make("label", { class: "by-hand-label" }, text.copy_by_hand, field);
    button.nextElementSibling?.matches(".by-hand-label") && button.nextElementSibling.remove();
    button.after(label);
    field.select();
  }
}

function flash(button, words) {
  const before = button.textContent;
  if (button.dataset.flash) return;
  button.dataset.flash = "on";
  button.textContent = words;
  setTimeout(() => {
    button.textContent = before;
    delete button.dataset.flash;
  }, 1600);
}
