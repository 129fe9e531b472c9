// What the browser keeps. Storage may be full or forbidden: the page works without it.

export function read(key) {
  try {
    return localStorage.getItem(`youju.${key}`);
  } catch {
    return null;
  }
}

/** Whether it was kept. */
export function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(`youju.${key}`);
    else localStorage.setItem(`youju.${key}`, value);
    return true;
  } catch {
    return false;
  }
}
