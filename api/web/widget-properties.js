// The element's attributes as properties, and those that were set too early.

import { wordsFor } from "./widget-words.js";

const HIDDEN = /^(hide|hidden|none|off|false|no)$/i;
const SETTABLE = [
  "server", "position", "opening", "suggestions", "sources", "themeColor", "document", "section",
];

/** An element whose properties mirror its attributes. Knows nothing of what is shown. */
export class Attributed extends HTMLElement {
  /** The server's address without a slash at the end; by default where this script came from. */
  get server() {
    const given = this.getAttribute("server") || new URL("..", import.meta.url).href;
    return new URL(given, document.baseURI).href.replace(/\/+$/, "");
  }
  set server(value) { this.setAttribute("server", value); }

  /** "floating" (default) or "inline". */
  get position() { return this.getAttribute("position") === "inline" ? "inline" : "floating"; }
  set position(value) { this.setAttribute("position", value); }

  get themeColor() { return this.getAttribute("theme-color") ?? ""; }
  set themeColor(value) { this.setAttribute("theme-color", value); }

  get document() { return this.getAttribute("document") ?? ""; }
  set document(value) { this.setAttribute("document", value); }

  get section() { return this.getAttribute("section") ?? ""; }
  set section(value) { this.setAttribute("section", value); }

  get opening() { return this.getAttribute("opening") ?? textOf(this).opening; }
  set opening(value) { this.setAttribute("opening", value); }

  /** Questions to offer, or null where the server is asked for some. */
  get suggestions() {
    const given = this.getAttribute("suggestions");
    return given === null ? null : given.split(/[|\n]/).map((one) => one.trim()).filter(Boolean);
  }
  set suggestions(value) {
    this.setAttribute("suggestions", Array.isArray(value) ? value.join("|") : value);
  }

  /** Whether the quotations stand below each answer. */
  get sources() { return !HIDDEN.test(this.getAttribute("sources") ?? ""); }
  set sources(value) { this.setAttribute("sources", value ? "show" : "hide"); }
}

/** What an element says, in the language of its attribute or of the page. */
export function textOf(element) {
  return wordsFor(element.getAttribute("lang") || document.documentElement.lang);
}

/** Pass what was set before the class was there through its setters. */
export function upgrade(element) {
  for (const name of SETTABLE) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
