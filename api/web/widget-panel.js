// The frame around a conversation: launcher, title bar, record, question box. Only structure and
// what happens inside it; what a question does is the element's affair.

import { fill, icon, make } from "./dom.js";

const CLOSE = "M6 6l12 12M18 6L6 18";
const FRESH = "M12 5v14M5 12h14";
const SEND = "M12 19V5m-6 6l6-6 6 6";
const QUESTION_LIMIT = 500;

/**
 * Builds the frame and returns its parts.
 * @param {{text: object, title: string, server: string, floating: boolean, actions: object}} options
 *   `actions`: open, close, fresh, stop, ask(question).
 */
export function buildPanel({ text, title, server, floating, actions }) {
  const parts = {
    status: make("div", { class: "yj-hidden", role: "status" }),
    welcome: make("div", { class: "yj-welcome" }),
    fresh: iconButton("yj-fresh", FRESH, text.fresh, actions.fresh),
    ...questionBox(text, actions),
  };
  parts.log = make(
    "div",
    { class: "yj-log", tabindex: "0", role: "group", "aria-label": text.log },
    parts.welcome,
  );
  parts.talk = make("div", { class: "yj-talk" }, parts.log, parts.form, foot(text, server));
  parts.panel = make(
    "section",
    { class: "yj-panel", role: floating ? "dialog" : "group", "aria-label": title, hidden: floating },
    make(
      "header",
      { class: "yj-bar yj-head" },
      make("h2", { class: "yj-title" }, title),
      parts.fresh,
      floating && iconButton("yj-close", CLOSE, fill(text.close, { title }), actions.close),
    ),
    parts.talk,
    parts.status,
  );
  parts.launcher = make(
    "button",
    {
      type: "button",
      class: "yj-launcher",
      "aria-label": fill(text.open, { title }),
      "aria-expanded": "false",
      onclick: actions.open,
    },
    make("span", { "aria-hidden": "true" }, "据"),
  );
  // An empty title keeps the element's own from showing as a tooltip over everything.
  parts.root = make(
    "div",
    { class: `yj-root ${floating ? "yj-floating" : "yj-inline"}`, title: "", lang: text.name },
    floating && parts.launcher,
    parts.panel,
  );
  if (floating) parts.root.setAttribute("popover", "manual");
  return parts;
}

/** What stands there before the first question. */
export function fillWelcome(welcome, opening, suggestions, text, onAsk) {
  const chips = suggestions.map((question) =>
    make("li", {}, make("button", { type: "button", onclick: () => onAsk(question) }, question)),
  );
  welcome.replaceChildren(
    make("p", { class: "yj-opening" }, opening),
    ...(chips.length
      ? [
          make("p", { class: "yj-heading" }, text.examples),
          make("ul", { class: "yj-suggestions" }, ...chips),
        ]
      : []),
  );
}

function questionBox(text, actions) {
  const input = make("textarea", {
    class: "yj-input",
    rows: "1",
    "aria-label": text.question,
    placeholder: text.placeholder,
    enterkeyhint: "send",
    autocomplete: "off",
  });
  const send = make("button", { type: "submit", class: "yj-send", "aria-label": text.send }, icon(SEND));
  const stop = make(
    "button",
    { type: "button", class: "yj-send yj-stop", "aria-label": text.stop, hidden: true,
      onclick: actions.stop },
    make("span", { class: "yj-square" }),
  );
  const over = make("p", { class: "yj-over", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const question = input.value.trim();
    if (!question) return input.focus();
    const long = Array.from(question).length > QUESTION_LIMIT;
    over.textContent = long ? text.question_long : "";
    if (!long) {
      input.value = "";
      actions.ask(question);
    }
    return undefined;
  };
  const form = make("form", { class: "yj-form", onsubmit: submit }, input, send, stop, over);
  input.addEventListener("keydown", (event) => {
    // Enter that picks a word of an input method is not a question yet.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    submit(event);
  });
  return { form, input, send, stop };
}

function iconButton(name, path, label, onclick) {
  const attributes = { type: "button", class: `yj-icon-button ${name}`, "aria-label": label, onclick };
  return make("button", attributes, icon(path));
}

function foot(text, server) {
  const link = { href: `${server}/`, target: "_blank", rel: "noopener noreferrer" };
  return make(
    "p",
    { class: "yj-foot" },
    make("a", link, text.foot, make("span", { class: "yj-hidden" }, text.new_window)),
  );
}
