// Where floating widgets stand: side by side, and the one in use before the others.

const taken = []; // by place, from the corner on; null where one has gone

/** Give a floating widget the place nearest to the corner; others give theirs back. */
export function takePlace(widget, root) {
  if (!root.popover) return leavePlace(widget);
  let place = taken.indexOf(widget);
  if (place < 0) {
    const free = taken.indexOf(null);
    place = free < 0 ? taken.length : free;
    taken[place] = widget;
  }
  root.style.setProperty("--yj-nth", String(place));
}

export function leavePlace(widget) {
  const place = taken.indexOf(widget);
  if (place >= 0) taken[place] = null;
}

/**
 * Into the top layer, where no transform, overflow or z-index of the page can hold it back, and
 * there before other widgets.
 */
export function toFront(root) {
  if (!root.isConnected || root.popover !== "manual") return;
  if (root.matches(":popover-open")) root.hidePopover();
  root.showPopover();
}
