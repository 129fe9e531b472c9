// Elements made by hand: children are nodes or text, never markup.

/**
 * An element.
 * @param {string} tag
 * @param {Object<string, string|boolean|Function>} attributes `class`, `href` …; a function
 *   under `onclick` and the like becomes a listener; false, null and undefined are left out.
 * @param {...(Node|string|null|undefined|false)} children strings become text nodes.
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing of 24 by 24 that says nothing to screen readers. */
export function icon(path) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("class", "yj-icon");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}

/** `text` with `{name}` replaced from `values`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Characters `[start, end)` of a text, counted in code points as the server counts. */
export function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}
