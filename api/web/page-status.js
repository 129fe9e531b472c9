// The one region that screen readers are told of: new messages, nothing else.

export function say(message) {
  const region = document.getElementById("status");
  region.textContent = "";
  // A change in the same task as the emptying would not be noticed for equal messages.
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}
