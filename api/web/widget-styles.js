// Style sheets as objects: a strict Content-Security-Policy of the host strips <style> and
// style attributes inside a shadow tree, but not these.

const NAMES = ["answer.css", "widget.css"];
let loading = null;

/** The sheets of all widgets on a page, fetched once; a failure is tried again next time. */
export function sharedSheets() {
  loading ??= Promise.all(NAMES.map(fetchSheet)).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** A sheet of one's own. */
export function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

async function fetchSheet(name) {
  const response = await fetch(new URL(name, import.meta.url), {
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return sheetOf(await response.text());
}
