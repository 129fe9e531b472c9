// The page's own server. Where it asks for a key, so does the page: the key is sent with each
// request and kept until the tab is closed, nowhere else.

import * as client from "./client.js";
import { askForKey } from "./page-dialogs.js";
import { settings } from "./page-settings.js";

const STORED = "youju.key";
let key = stored();
let asking = null;

/** As `ask` of client.js. */
export async function* ask(body, signal) {
  const begin = async (options) => {
    const events = client.ask("", body, { ...options, signal });
    return { events, first: await events.next() };
  };
  const { events, first } = await withKey(begin);
  if (first.done) return;
  yield first.value;
  yield* events;
}

export const getJson = (path) => withKey((options) => client.getJson("", path, options));

export const post = (path, body) => withKey((options) => client.post("", path, body, options));

/** Call until the server is content with the key; throws its 401 when the user gives none. */
async function withKey(call) {
  for (;;) {
    const sent = key;
    try {
      return await call({ lang: settings.lang, key: sent });
    } catch (error) {
      if (error.status !== 401) throw error;
      // Several requests may be refused at once: the user is asked once.
      if (key === sent) {
        asking ??= askForKey(Boolean(sent)).then(keep).finally(() => (asking = null));
        if (!(await asking)) throw error;
      }
    }
  }
}

function keep(given) {
  if (!given) return false;
  key = given;
  try {
    sessionStorage.setItem(STORED, given);
  } catch {
    // It is asked for again after a reload.
  }
  return true;
}

function stored() {
  try {
    return sessionStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}
