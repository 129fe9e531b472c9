// What went wrong, with what to do.

import { fill } from "./dom.js";

/** `{title, detail, wait}` of an error; `wait` is seconds or null. */
export function troubleOf(error, text) {
  if (!navigator.onLine) return { title: text.offline, detail: "", wait: null };
  if (error.status === 401) return { title: text.needs_key, detail: "", wait: null };
  return {
    title: error.title || error.message,
    detail: error.detail ?? "",
    wait: error.retryAfter ?? null,
  };
}

/** One line of it. */
export function troubleLine(error, text) {
  const { title, detail, wait } = troubleOf(error, text);
  const waiting = wait ? fill(text.wait, { n: wait }) : "";
  return [title, detail, waiting].filter(Boolean).join(text.colon);
}
