// A conversation: its turns, the one under way, and what each tells on the way. Knows nothing of
// how it is shown but the turn's own view.

import { ask } from "./client.js";
import { fill } from "./dom.js";

const HISTORY = { turns: 20, characters: 2000 };

/** What is said and asked; `host` is told of every change. */
export class Conversation {
  /**
   * @param {{server: string, text: object, filters: object|undefined, show: Function,
   *   busy: Function, say: Function, tell: Function}} host
   *   `show(turn)` gives a turn its view, `busy()` follows a change of `busy`, `say(words)` is
   *   for screen readers, `tell(name, detail)` for the page.
   */
  constructor(host) {
    this.host = host;
    this.turns = [];
    this.asking = null;
  }

  get busy() {
    return this.asking !== null;
  }

  stop() {
    this.asking?.abort();
  }

  clear() {
    this.stop();
    this.turns = [];
  }

  /** The answer, or null where none came; whatever was under way is stopped. */
  async ask(question) {
    this.stop();
    const turn = { question, answer: null, trouble: null, view: null };
    const history = this.history();
    this.turns.push(turn);
    this.host.show(turn);
    this.host.tell("ask", { question });
    const asking = new AbortController();
    this.asking = asking;
    this.host.busy();
    try {
      await this.follow(turn, history, asking.signal);
    } catch (error) {
      this.fail(turn, error, asking.signal);
    }
    if (this.asking === asking) this.asking = null;
    this.host.busy();
    return turn.answer;
  }

  /** Ask again what came to nothing, in its place. */
  retry(turn) {
    this.turns = this.turns.filter((other) => other !== turn);
    turn.view.node.remove();
    return this.ask(turn.question);
  }

  /** Answered turns as plain data, oldest first. */
  told() {
    const answered = this.turns.filter((turn) => turn.answer);
    return answered.map(({ question, answer }) => ({ question, answer }));
  }

  history() {
    return this.told().slice(-HISTORY.turns).map(({ question, answer }) => ({
      question,
      answer: Array.from(answer.answer).slice(0, HISTORY.characters).join(""),
    }));
  }

  async follow(turn, history, signal) {
    const { server, text, filters } = this.host;
    const body = { question: turn.question, history, filters };
    for await (const { event, data } of ask(server, body, { signal, lang: text.name })) {
      if (event === "question") turn.view.onStage(text.stages[1]);
      else if (event === "passages") {
        turn.view.onStage(fill(text.stage_found, { n: data.passages.length }));
      } else if (event === "delta") turn.view.onDelta(data);
      else if (event === "answer") this.answered(turn, data);
    }
  }

  answered(turn, answer) {
    const { text } = this.host;
    turn.answer = answer;
    turn.view.onAnswer(answer);
    const words = { answer: answer.short_answer ?? answer.answer, n: answer.citations.length };
    this.host.say(fill(answer.refusal ? text.refused_status : text.answered_status, words));
    this.host.tell("answer", { question: turn.question, answer });
  }

  fail(turn, error, signal) {
    // What has been answered stands, even if the connection broke after it.
    if (turn.answer) return;
    const { text, server } = this.host;
    if (signal.aborted) {
      turn.trouble = [text.stopped];
      this.host.say(text.stopped);
    } else {
      const foreign = new URL(server).origin !== location.origin;
      const more = error.kind === "network" && foreign ? text.refused_origin : "";
      const detail = [error.detail, more].filter(Boolean).join(" ");
      turn.trouble = [error.title || error.message, detail, error.retryAfter ?? 0];
      this.host.say(fill(text.error_status, { reason: `${turn.trouble[0]} ${detail}` }));
      this.host.tell("error", { question: turn.question, error });
    }
    turn.view.onTrouble(...turn.trouble);
  }
}
