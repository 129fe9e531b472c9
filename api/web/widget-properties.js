// Properties of the element that only mirror an attribute, and those set too early.

const PLAIN = { themeColor: "theme-color", document: "document", section: "section" };
const ALL = ["server", "position", "opening", "suggestions", "sources", ...Object.keys(PLAIN)];

/** Give a class the properties that are their attribute and nothing more. */
export function reflect(element) {
  for (const [name, attribute] of Object.entries(PLAIN)) {
    Object.defineProperty(element.prototype, name, {
      get() { return this.getAttribute(attribute) ?? ""; },
      set(value) { this.setAttribute(attribute, value); },
    });
  }
}

/** Pass what was set before the class was there through its setters. */
export function upgrade(element) {
  for (const name of ALL) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
