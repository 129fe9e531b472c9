// The conversation: turns in order, kept in this browser.

import { read, write } from "./page-storage.js";

const VERSION = 1;
const HISTORY = 20; // turns the server takes
const ANSWER = 2000; // characters of an earlier answer the server takes
const MOST = 100; // turns kept; the oldest go first

/**
 * A turn is `{id, question, state, understood?, answer?, trouble?, rating?}`; `state` is
 * "asking", "answered", "stopped" or "failed".
 */
export class Conversation {
  constructor() {
    this.turns = load();
    /** Whether the browser lets it be kept. */
    this.kept = true;
  }

  add(question) {
    const turn = { id: crypto.getRandomValues(new Uint32Array(2)).join("-"), question };
    this.turns.push({ ...turn, state: "asking" });
    if (this.turns.length > MOST) this.turns.shift();
    return this.turns.at(-1);
  }

  /** The turn's place, or -1. */
  place(turn) {
    return this.turns.indexOf(turn);
  }

  /** Drop the turns from a place on. */
  cut(from) {
    return this.turns.splice(from);
  }

  remove(turn) {
    this.turns = this.turns.filter((one) => one !== turn);
    this.save();
  }

  clear() {
    this.turns = [];
    write("conversation", null);
  }

  /** What was said before a turn, as `POST /v1/ask` takes it. */
  before(turn) {
    return this.turns
      .slice(0, this.place(turn))
      .filter((one) => one.answer)
      .slice(-HISTORY)
      .map(({ question, answer }) => ({
        question,
        answer: Array.from(answer.answer).slice(0, ANSWER).join(""),
      }));
  }

  save() {
    const turns = this.turns.map((turn) => ({
      ...turn,
      // Retrieved passages are the bulk of an answer and are not shown.
      answer: turn.answer && { ...turn.answer, passages: [] },
    }));
    this.kept = write("conversation", JSON.stringify({ version: VERSION, turns }));
  }
}

function load() {
  try {
    const { version, turns } = JSON.parse(read("conversation"));
    return version === VERSION ? turns.filter(sound).map(settled) : [];
  } catch {
    return [];
  }
}

function sound(turn) {
  return (
    typeof turn?.id === "string" &&
    typeof turn.question === "string" &&
    (turn.state !== "answered" || Array.isArray(turn.answer?.citations))
  );
}

/** Nobody answers any more what was being asked when the page was closed. */
function settled(turn) {
  return turn.state === "asking" ? { ...turn, state: "stopped", cut: true } : turn;
}
