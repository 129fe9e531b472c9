// The conversation as a file, made by the server from the places that were cited.

import { fill } from "./dom.js";
import { settings } from "./page-settings.js";
import { post } from "./page-server.js";
import { say } from "./page-status.js";
import { troubleLine } from "./page-trouble.js";

/** Save a file of the answered turns. Throws nothing; says what went wrong. */
export async function exportConversation(turns, format) {
  const { text } = settings;
  const told = turns.filter((turn) => turn.state === "answered").map(exported);
  try {
    const response = await post("/v1/export", { turns: told, format });
    save(await response.blob(), `${text.title.split(" ")[0]}.${format}`);
    say(text.exported);
    return null;
  } catch (error) {
    const failed = fill(text.export_failed, { reason: troubleLine(error, text) });
    say(failed);
    return failed;
  }
}

function exported({ question, answer }) {
  return {
    question,
    answer: answer.answer,
    short_answer: answer.short_answer,
    citations: answer.citations.map(({ marker, role, document, start, end }) => ({
      marker,
      role,
      document,
      start,
      end,
    })),
  };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
