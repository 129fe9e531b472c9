// Before the first paint: the chosen appearance and language, so that nothing flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("youju.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("youju.lang") === "en") root.lang = "en";
  } catch {
    // Storage may be forbidden; the page follows the system then.
  }
})();
