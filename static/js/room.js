// The control room: its tables ask for themselves (htmx); here are only dialogs and copying.
import "./panes.js";
import "./dialogs.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(button.dataset.copy).catch(() => {});
  button.textContent = button.dataset.copied;
});
