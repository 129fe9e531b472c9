// What went wrong, in one language and with what to do. Also: sending JSON other than questions.

import { fill } from "./dom.js";
import { YoujuError } from "./client.js";

/** `{title, detail, wait}` of an error; `wait` is seconds or null. */
export function troubleOf(error, text) {
  if (!navigator.onLine) return { title: text.offline, detail: "", wait: null };
  if (error.status === 401) return { title: text.needs_key, detail: "", wait: null };
  return {
    title: oneLanguage(error.title || error.message, text.lang),
    detail: oneLanguage(error.detail ?? "", text.lang),
    wait: error.retryAfter ?? null,
  };
}

/** One line of it. */
export function troubleLine(error, text) {
  const { title, detail, wait } = troubleOf(error, text);
  const waiting = wait ? fill(text.wait, { n: wait }) : "";
  return [title, detail, waiting].filter(Boolean).join(text.colon);
}

/** The response to a JSON body. Throws YoujuError. */
export async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
  }).catch((error) => {
    throw new YoujuError({ title: error.message, kind: "network" });
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new YoujuError({
    status: response.status,
    title: problem.title ?? response.statusText,
    detail: problem.errors?.[0]?.detail ?? problem.detail ?? "",
    retryAfter: Number.parseInt(response.headers.get("Retry-After") ?? "", 10) || null,
  });
}

/** Problems are told as "中文 · English". */
function oneLanguage(told, lang) {
  const parts = told.split(" · ");
  return parts.length === 2 ? parts[lang === "zh" ? 0 : 1] : told;
}
