// Loaded in the head, before the first paint: a stored choice beats the system's scheme.
"use strict";
(() => {
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const stored = read();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;
  const shown = () => root.dataset.theme || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("theme")));
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    root.dataset.theme = shown() === "light" ? "dark" : "light";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* a private window forgets */ }
    document.dispatchEvent(new CustomEvent("theme"));
  });
})();
