// The page: what happens when, and nothing of how it looks.

import { fill } from "./dom.js";
import { Composer } from "./page-composer.js";
import { Conversation } from "./page-conversation.js";
import { confirmed, openHelp } from "./page-dialogs.js";
import { exportConversation } from "./page-export.js";
import { listenToKeys } from "./page-keys.js";
import { ask } from "./page-server.js";
import { applySettings, settings, switchLanguage, switchTheme } from "./page-settings.js";
import { SourcePanel } from "./page-source.js";
import { say } from "./page-status.js";
import { troubleOf } from "./page-trouble.js";
import { TurnView } from "./page-turn.js";
import { loadWelcome, showWelcome } from "./page-welcome.js";
import { readPlace } from "./place.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const menu = byId("menu");
const conversation = new Conversation();
const views = new Map();
let running = null; // {turn, abort}
let cited = {}; // the citation that is being followed, and its link

const composer = new Composer(byId("ask"), { submit, stop });
const panel = new SourcePanel(byId("source"), () => {
  if (readPlace(location.hash)) history.replaceState(null, "", location.pathname);
});

const acts = {
  retry: (turn) => run(turn),
  remove: async (turn) => {
    if (running?.turn === turn) running.abort.abort();
    conversation.remove(turn);
    drop([turn]);
    composer.focus();
  },
  edit: (turn, question) => {
    drop(conversation.cut(conversation.place(turn) + 1));
    turn.question = question;
    run(turn);
  },
  last: (turn) => conversation.turns.at(-1) === turn,
  rated: () => conversation.save(),
  cite: (citation, event) => {
    cited = { marker: citation.marker, from: event.currentTarget };
  },
};

function addView(turn) {
  const view = new TurnView(turn, acts);
  views.set(turn, view);
  log.append(view.element);
  return view;
}

function drop(turns) {
  for (const turn of turns) {
    views.get(turn)?.element.remove();
    views.delete(turn);
  }
  showState();
}

function showState() {
  const begun = conversation.turns.length > 0;
  document.body.dataset.state = begun ? "chat" : "empty";
  composer.show({ begun, running: Boolean(running) });
}

function submit(question) {
  if (running || !question.trim()) return;
  const turn = conversation.add(question.trim());
  addView(turn);
  run(turn);
}

/** Ask a turn's question, again if need be; tells of it once, at the end. */
async function run(turn) {
  running?.abort.abort();
  const abort = new AbortController();
  const mine = (running = { turn, abort });
  const view = views.get(turn);
  view.begin();
  showState();
  say(settings.text.asking_status);
  view.element.scrollIntoView({ block: "start" });
  try {
    const body = { question: turn.question, history: conversation.before(turn) };
    for await (const event of ask(body, abort.signal)) {
      view.on(event);
    }
    turn.state = "answered";
  } catch (error) {
    turn.state = abort.signal.aborted ? "stopped" : "failed";
    turn.cut = false;
    if (turn.state === "failed") turn.trouble = troubleOf(error, settings.text);
  }
  if (running === mine) running = null;
  if (!views.has(turn)) return showState();
  conversation.save();
  byId("notice").textContent = conversation.kept ? "" : settings.text.not_kept;
  view.render();
  showState();
  view.element.scrollIntoView({ block: "start" });
  say(outcome(turn));
}

function outcome(turn) {
  const { text } = settings;
  if (turn.state === "stopped") return text.stopped;
  if (turn.state === "failed") return fill(text.error_status, { reason: turn.trouble.title });
  const { answer } = turn;
  if (answer.refusal) return fill(text.refused_status, { answer: answer.refusal.message });
  return fill(text.answered_status, { answer: answer.short_answer, n: answer.citations.length });
}

function stop() {
  running?.abort.abort();
  return Boolean(running);
}

async function clearAll() {
  if (!conversation.turns.length) return;
  const { text } = settings;
  if (!(await confirmed(text.clear_ask, text.clear_yes))) return;
  stop();
  const gone = conversation.turns;
  conversation.clear();
  panel.close();
  drop(gone);
  say(text.cleared);
  composer.focus();
}

function followHash() {
  const place = readPlace(location.hash);
  if (place) {
    panel.show(place, cited);
    cited = {};
    return;
  }
  panel.close();
  const question = new URLSearchParams(location.hash.slice(1)).get("q");
  if (question) {
    history.replaceState(null, "", location.pathname);
    submit(question.slice(0, 500));
  }
}

/** The turn that is being read: it holds the focus, or is the first one that reaches into view. */
function current() {
  const turns = [...log.children];
  const focused = document.activeElement.closest?.(".turn");
  return focused ?? turns.find((one) => one.getBoundingClientRect().bottom > 120) ?? turns.at(-1);
}

listenToKeys({
  focus: () => composer.focus(),
  help: openHelp,
  stop,
  closeMenu: () => menu.open && !(menu.open = false) && (menu.firstElementChild.focus(), true),
  closeSource: () => panel.open && (panel.close(), true),
  paragraph: (way) => (panel.open ? panel.turn(way) : false),
  step: (way) => {
    const turns = [...log.children];
    const at = turns.indexOf(current()) + way;
    const next = turns[Math.max(0, Math.min(turns.length - 1, at))];
    next?.querySelector("h2").focus();
    next?.scrollIntoView({ block: "start" });
  },
  cite: (number) => current()?.querySelector(`.yj-number[data-marker="${number}"]`)?.click(),
});

function restate() {
  applySettings();
  showState();
  showWelcome(submit);
  for (const view of views.values()) view.render();
  panel.refresh();
}

byId("language").addEventListener("click", () => (switchLanguage(), restate()));
byId("theme").addEventListener("click", () => (switchTheme(), applySettings()));
menu.addEventListener("click", async (event) => {
  const what = event.target.dataset?.do;
  if (!what) return;
  menu.open = false;
  if (what === "clear") return clearAll();
  if (what === "help") return openHelp();
  if (what === "print") return print();
  const failed = await exportConversation(conversation.turns, what);
  if (failed) byId("notice").textContent = failed;
});
document.addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
addEventListener("hashchange", followHash);

for (const turn of conversation.turns) addView(turn);
restate();
loadWelcome(submit);
followHash();
performance.mark("ready");
document.documentElement.dataset.ready = "true";
