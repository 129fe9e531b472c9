// The custom element <youju-chat>. No framework, nothing global, no storage, no messages between
// windows; what comes from the server is placed as text.

import { getJson } from "./client.js";
import { themeRules } from "./widget-colour.js";
import { Conversation } from "./widget-conversation.js";
import { buildPanel, fillWelcome } from "./widget-panel.js";
import { leavePlace, takePlace, toFront } from "./widget-places.js";
import { Attributed, textOf, upgrade } from "./widget-properties.js";
import { sourceView } from "./widget-source.js";
import { sharedSheets, sheetOf } from "./widget-styles.js";
import { TurnView } from "./widget-turn.js";

// Until the sheets have come only the fallback shows; hostile pages cannot take this back.
const FIRST = ":host(:not([hidden])) { display: block !important } .yj-root { display: none }";

/** A question box with cited answers. Attributes, methods and events are told in the README. */
export class YoujuChat extends Attributed {
  static observedAttributes = [
    "server", "title", "lang", "theme-color", "position", "document", "section", "opening",
    "suggestions", "sources",
  ];

  #shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
  #theme = sheetOf("");
  #parts = null;
  #talk = new Conversation(this.#host());
  #source = null;
  #examples = null;
  #opened = false;
  #stale = false;

  connectedCallback() {
    upgrade(this);
    this.#shadow.adoptedStyleSheets = [sheetOf(FIRST)];
    if (!this.#shadow.firstChild) this.#shadow.append(document.createElement("slot"));
    this.#build();
  }

  disconnectedCallback() {
    leavePlace(this);
    this.stop();
    this.#closeSource();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#parts || this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => {
      this.#stale = false;
      if (this.isConnected) this.#build();
    });
  }

  /** Whether it is open; an inline one always is. */
  get opened() { return this.#opened || this.position === "inline"; }

  /** Whether an answer is under way. */
  get busy() { return this.#talk.busy; }

  /** The conversation so far: [{question, answer}], as plain data of your own. */
  get turns() { return structuredClone(this.#talk.told()); }

  open() {
    if (this.opened) return this.#parts?.input.focus();
    this.#opened = true;
    this.#showOpened();
    if (this.#parts) toFront(this.#parts.root);
    this.#parts?.input.focus();
    return this.#tell("open");
  }

  close() {
    if (!this.#opened) return;
    this.#opened = false;
    this.#showOpened();
    this.#parts?.launcher.focus();
    this.#tell("close");
  }

  /** Stop the answer that is under way. */
  stop() { this.#talk.stop(); }

  /** Forget the conversation. */
  clear() {
    this.#talk.clear();
    this.#closeSource();
    this.#showTurns();
    if (this.#parts && this.opened) this.#parts.input.focus();
  }

  /** Ask a question; the answer as POST /v1/ask gives it, or null where none came. */
  ask(question) {
    this.#closeSource();
    return this.#talk.ask(String(question));
  }

  #host() {
    const element = this;
    return {
      get server() { return element.server; },
      get text() { return element.#text; },
      get filters() { return element.#filters(); },
      show: (turn) => this.#showTurn(turn),
      busy: () => this.#showBusy(),
      say: (words) => { if (this.#parts) this.#parts.status.textContent = words; },
      tell: (name, detail) => this.#tell(name, detail),
    };
  }

  #filters() {
    const { document: book, section } = this;
    const filters = {};
    if (book) filters.documents = [book];
    if (section) filters.sections = [section];
    return book || section ? filters : undefined;
  }

  get #text() { return textOf(this); }

  #build() {
    const typed = this.#parts?.input.value ?? "";
    const text = this.#text;
    this.#closeSource();
    this.#parts?.root.remove();
    this.#parts = buildPanel({
      text,
      title: this.getAttribute("title") || text.title,
      server: this.server,
      floating: this.position === "floating",
      actions: {
        open: () => this.open(),
        close: () => this.close(),
        fresh: () => this.clear(),
        stop: () => this.stop(),
        ask: (question) => this.ask(question),
      },
    });
    this.#parts.input.value = typed;
    takePlace(this, this.#parts.root);
    this.#parts.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.#shadow.append(this.#parts.root);
    this.#dress();
    this.#showTurns();
    this.#showOpened();
  }

  async #dress() {
    try {
      const sheets = await sharedSheets();
      if (!this.isConnected) return;
      this.#shadow.querySelector("slot")?.remove();
      this.#shadow.adoptedStyleSheets = [...sheets, this.#theme];
      this.#theme.replaceSync(themeRules(this.themeColor, this.#parts.status) ?? "");
      toFront(this.#parts.root);
    } catch (error) {
      // Without looks the fallback in the page stays, which is better than a bare form.
      this.#tell("error", { question: null, error });
    }
  }

  #showOpened() {
    if (!this.#parts) return;
    const { panel, launcher } = this.#parts;
    panel.hidden = !this.opened;
    launcher.hidden = this.opened;
    launcher.setAttribute("aria-expanded", String(this.opened));
    if (this.opened && this.isConnected) this.#welcome();
  }

  async #welcome() {
    const { welcome } = this.#parts;
    const text = this.#text;
    const given = this.suggestions;
    const show = (questions) =>
      fillWelcome(welcome, this.opening, questions, text, (question) => this.ask(question));
    show(given ?? []);
    // What the server offers is about all its texts, not about the part that is asked here.
    if (given !== null || this.#filters()) return;
    try {
      this.#examples ??= getJson(this.server, "/v1/examples", { lang: text.name });
      const { examples } = await this.#examples;
      show(examples.slice(0, 3).map((one) => one.question));
    } catch {
      // Nothing to offer; the question itself will tell what is wrong.
      this.#examples = null;
    }
  }

  #showTurns() {
    if (!this.#parts) return;
    const { log, welcome } = this.#parts;
    log.replaceChildren(welcome);
    for (const turn of this.#talk.turns) this.#showTurn(turn);
    this.#showBusy();
  }

  #showTurn(turn) {
    turn.view = new TurnView(turn.question, {
      text: this.#text,
      server: this.server,
      sources: this.sources,
      onCite: (citation, event) => this.#cite(citation, event),
      onRetry: () => {
        this.#talk.retry(turn);
        this.#parts.input.focus();
      },
    });
    if (turn.answer) turn.view.onAnswer(turn.answer);
    else if (turn.trouble) turn.view.onTrouble(...turn.trouble);
    if (!this.#parts) return;
    const { log } = this.#parts;
    log.append(turn.view.node);
    log.scrollTop = turn.view.node.offsetTop - log.offsetTop - 8;
  }

  #showBusy() {
    if (!this.#parts) return;
    const { send, stop, fresh, input, welcome } = this.#parts;
    const focused = [send, stop].includes(this.#shadow.activeElement);
    send.hidden = this.busy;
    stop.hidden = !this.busy;
    welcome.hidden = this.#talk.turns.length > 0;
    fresh.hidden = !welcome.hidden;
    input.placeholder = welcome.hidden ? this.#text.placeholder_more : this.#text.placeholder;
    if (focused) input.focus();
  }

  #cite(citation, event) {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!plain) return;
    event.preventDefault();
    if (!this.#tell("cite", { citation }, true)) return;
    this.#closeSource();
    const leaving = new AbortController();
    const view = sourceView(citation, {
      server: this.server,
      text: this.#text,
      signal: leaving.signal,
      onBack: () => this.#closeSource(),
    });
    this.#source = { view, leaving, from: event.currentTarget };
    this.#parts.talk.hidden = true;
    this.#parts.talk.after(view);
    view.querySelector(".yj-back").focus();
  }

  #closeSource() {
    if (!this.#source) return;
    const { view, leaving, from } = this.#source;
    this.#source = null;
    leaving.abort();
    view.remove();
    this.#parts.talk.hidden = false;
    from.focus({ preventScroll: true });
  }

  #onKey(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.#source) this.#closeSource();
    else if (this.busy) this.stop();
    else this.close();
  }

  #tell(name, detail = {}, cancelable = false) {
    const options = { bubbles: true, composed: true, cancelable, detail };
    return this.dispatchEvent(new CustomEvent(`youju:${name}`, options));
  }
}
