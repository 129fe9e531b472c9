// Language and appearance: chosen here, kept in the browser.

import { fill } from "./dom.js";
import { read, write } from "./page-storage.js";
import { words } from "./words.js";

const THEMES = ["auto", "light", "dark"];

export const settings = {
  lang: document.documentElement.lang.startsWith("en") ? "en" : "zh",
  theme: THEMES.includes(read("theme")) ? read("theme") : "auto",
  keys: read("keys") !== "off",
  /** The words of the language that is shown. */
  get text() {
    return words[this.lang];
  },
};

export function switchLanguage() {
  settings.lang = settings.lang === "zh" ? "en" : "zh";
  write("lang", settings.lang);
}

export function switchTheme() {
  settings.theme = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length];
  write("theme", settings.theme);
}

export function switchKeys(on) {
  settings.keys = on;
  write("keys", on ? null : "off");
}

/** Put the language's words and the appearance in place; answers are rendered by their views. */
export function applySettings() {
  const { lang, theme, text } = settings;
  const root = document.documentElement;
  root.lang = lang === "zh" ? "zh-CN" : "en";
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.title = text.title;
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = fill(text[node.dataset.word], { name: text.themes[theme] });
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", text[node.dataset.label]);
  }
  const language = document.getElementById("language");
  language.textContent = text.language;
  language.lang = lang === "zh" ? "en" : "zh-CN";
  language.setAttribute("aria-label", text.language_label);
}
