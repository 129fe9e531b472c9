// The source beside the answer: a panel on wide windows, a sheet on a phone.

import { fill, make } from "./dom.js";
import { copy } from "./page-copy.js";
import { referencePart } from "./page-reference.js";
import { getJson } from "./page-server.js";
import { settings } from "./page-settings.js";
import { repairNotes, sourceText } from "./page-source-text.js";
import { read, write } from "./page-storage.js";
import { troubleLine } from "./page-trouble.js";
import { placeLink } from "./place.js";

const VIEWS = ["text", "quote", "both"];
const WIDE = matchMedia("(min-width: 60rem)");

export class SourcePanel {
  /** @param {() => void} onClose told after the panel was closed by the user. */
  constructor(dialog, onClose) {
    this.dialog = dialog;
    this.onClose = onClose;
    this.view = VIEWS.includes(read("view")) ? read("view") : "text";
    this.place = null; // the cited span
    this.shown = null; // the context on show
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    // A sheet becomes a panel and back when the window is turned or resized.
    WIDE.addEventListener("change", () => this.dialog.open && this.#raise());
  }

  get open() {
    return this.dialog.open;
  }

  /**
   * Show a span of source.
   * @param {{document: string, start: number, end: number}} place
   * @param {{marker?: number, from?: Element}} by the citation's number, and what to return to.
   */
  async show(place, { marker = null, from = null } = {}) {
    this.place = place;
    this.marker = marker;
    this.from = from ?? this.from;
    this.shown = null;
    this.#render();
    if (!this.dialog.open) this.#raise();
    await this.#fetch(place);
    this.dialog.querySelector("h2").focus();
  }

  /** Previous (-1) or next (1) paragraph. */
  async turn(step) {
    const beside = step < 0 ? this.shown?.previous : this.shown?.next;
    if (beside) await this.#fetch({ document: this.shown.document, ...beside });
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  /** Again, as after a change of language. */
  refresh() {
    if (this.dialog.open) this.#render();
  }

  #raise() {
    this.dialog.classList.add("moving");
    if (this.dialog.open) this.dialog.close();
    this.dialog.classList.remove("moving");
    if (WIDE.matches) this.dialog.show();
    else this.dialog.showModal();
    document.body.classList.toggle("with-source", WIDE.matches);
  }

  #closed() {
    if (this.dialog.open) return; // reopened in the other form
    document.body.classList.remove("with-source");
    this.from?.isConnected && this.from.focus();
    this.from = null;
    this.onClose();
  }

  async #fetch({ document, start, end }) {
    const path = `/v1/documents/${encodeURIComponent(document)}/context?start=${start}&end=${end}`;
    const wanted = (this.wanted = Symbol(path));
    try {
      const found = await getJson(path);
      if (this.wanted === wanted) this.shown = found;
    } catch (error) {
      if (this.wanted === wanted) this.trouble = troubleLine(error, settings.text);
    }
    this.#render();
    this.trouble = null;
    this.dialog.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  #render() {
    const { text } = settings;
    const name = this.marker ? `${text.source_panel} ${this.marker}` : text.source_panel;
    const close = make(
      "button",
      { type: "button", class: "close", "aria-label": text.close, onclick: () => this.close() },
      "×",
    );
    const head = make(
      "div",
      { class: "head" },
      make("h2", { id: "source-title", tabindex: "-1" }, name),
      close,
    );
    const body = this.shown
      ? this.#body()
      : [make("p", { class: "note" }, this.trouble ?? text.source_loading)];
    this.dialog.replaceChildren(head, make("div", { class: "within" }, ...body));
  }

  #body() {
    const { text } = settings;
    const { shown, place } = this;
    const holds = shown.start < place.end && place.start < shown.end;
    const counted = shown.paragraph && fill(text.paragraph, { n: shown.paragraph });
    const path = [shown.title, ...shown.path, counted].filter(Boolean);
    return [
      make("ol", { class: "path" }, ...path.map((part) => make("li", {}, part))),
      this.#views(),
      sourceText(shown, this.view, holds, text),
      !holds && make("p", { class: "note" }, text.source_unmarked),
      this.#steps(holds),
      repairNotes(shown, this.view, text),
      this.#link(),
      referencePart(place),
    ].filter(Boolean);
  }

  #views() {
    const { text } = settings;
    const choose = (view) => () => {
      this.view = view;
      write("view", view);
      this.#render();
      this.dialog.querySelector('[aria-pressed="true"]').focus();
    };
    const made = VIEWS.map((view) =>
      make(
        "button",
        { type: "button", "aria-pressed": String(view === this.view), onclick: choose(view) },
        text.source_views[view],
      ),
    );
    return make(
      "div",
      { class: "views", role: "group", "aria-label": text.source_view_label },
      ...made,
    );
  }

  #steps(holds) {
    const { text } = settings;
    const step = (name, way, there) =>
      make(
        "button",
        { type: "button", class: "step", disabled: !there, onclick: () => this.turn(way) },
        name,
      );
    const back = make(
      "button",
      { type: "button", class: "step", onclick: () => this.#fetch(this.place) },
      text.source_back,
    );
    return make(
      "div",
      { class: "row steps" },
      step(`← ${text.source_previous}`, -1, this.shown.previous),
      !holds && back,
      step(`${text.source_next} →`, 1, this.shown.next),
    );
  }

  #link() {
    const { text } = settings;
    const address = new URL(placeLink(this.place), location.origin).href;
    const button = make(
      "button",
      { type: "button", class: "plain", onclick: () => copy(address, button) },
      text.source_link,
    );
    return make("p", { class: "row" }, button);
  }
}
