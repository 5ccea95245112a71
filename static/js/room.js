// The control room: its tables ask for themselves (htmx); here are only dialogs and copying.
import "./panes.js";
import "./dialogs.js";

function unsure(event) {
  const teams = document.getElementById("teams");
  if (event.target.matches("form")) document.getElementById("room-answer").textContent = teams.dataset.unsure;
}
for (const name of ["htmx:timeout", "htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => { if (event.detail.xhr?.status !== 409) unsure(event); });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(button.dataset.copy).catch(() => {});
  button.textContent = button.dataset.copied;
});
