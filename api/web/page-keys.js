// Keys that work anywhere on the page; described in the help sheet, single letters can be off.

import { settings } from "./page-settings.js";

/**
 * @param {Object<string, Function>} acts by name: focus, help, stop, closeSource, step(way),
 *   cite(number), paragraph(way). Those that return false did nothing.
 */
export function listenToKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (acts.closeMenu() || acts.stop() || acts.closeSource()) event.preventDefault();
      return;
    }
    if (!settings.keys || isTyping(event.target) || document.querySelector(".sheet[open]")) return;
    const act = find(event.key, acts);
    if (act && act() !== false) event.preventDefault();
  });
}

function find(key, acts) {
  if (/^[1-9]$/.test(key)) return () => acts.cite(Number(key));
  return {
    "/": acts.focus,
    "?": acts.help,
    "？": acts.help,
    j: () => acts.step(1),
    k: () => acts.step(-1),
    "[": () => acts.paragraph(-1),
    "]": () => acts.paragraph(1),
  }[key];
}

function isTyping(target) {
  return target.closest?.("textarea, select, input:not([type=checkbox]), [contenteditable]") != null;
}
