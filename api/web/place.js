// Places in a source: their permanent links and how they are named.

import { fill } from "./dom.js";

/** The page's address for a span of source; outlives any new cutting into passages. */
export function placeLink({ document, start, end }, server = "") {
  const hash = new URLSearchParams({ document, start, end });
  return `${server.replace(/\/+$/, "")}/#${hash}`;
}

/** The place in an address made by `placeLink`, or null. */
export function readPlace(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const [start, end] = [given.get("start"), given.get("end")];
  if (!given.get("document") || !/^\d{1,9}$/.test(start ?? "") || !/^\d{1,9}$/.test(end ?? "")) {
    return null;
  }
  return { document: given.get("document"), start: Number(start), end: Number(end) };
}

/** "第一节 工会组织建设，第 8 段". */
export function placeName({ section_title, paragraph }, text) {
  const counted = paragraph ? fill(text.paragraph, { n: paragraph }) : "";
  return [section_title ?? text.preamble, counted].filter(Boolean).join(text.comma);
}
