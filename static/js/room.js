// The control room: its tables ask for themselves (htmx); here are only dialogs, keys and copying.
import "./panes.js";
import "./dialogs.js";
import "./copy.js";
import "./planned.js";

const teams = document.getElementById("teams");

function unsure(event) {
  if (teams && event.target.matches("form")) document.getElementById("room-answer").textContent = teams.dataset.unsure;
}
for (const name of ["htmx:timeout", "htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => { if (event.detail.xhr?.status !== 409) unsure(event); });
}

document.addEventListener("htmx:configRequest", (event) => {
  // While somebody works in the tables, rows keep the order in which they stand.
  if (event.detail.elt === teams && teams.querySelector("table, details")?.parentNode && teams.contains(document.activeElement)) {
    event.detail.parameters.order = [...document.querySelectorAll("#teams-t tbody tr")].map((row) => row.id.slice(5)).join(",");
  }
  // A press that is repeated has its key, so that it is carried out once.
  if (event.detail.elt.matches?.("form[data-keyed]")) event.detail.parameters.key = crypto.randomUUID?.() ?? `key-${Date.now()}-${Math.random().toString(36).slice(2)}`;
});
