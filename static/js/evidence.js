// Evidence of this browser's own choosing: pinned on top, marked for the declaration.
const root = document.getElementById("console");
const sets = { pin: read("pin"), cite: read("cite") };

function read(what) {
  try { return new Set(JSON.parse(sessionStorage.getItem(`${what}:${root.dataset.team}`)) ?? []); } catch { return new Set(); }
}

function flip(what, key, on = !sets[what].has(key)) {
  if (on) sets[what].add(key);
  else sets[what].delete(key);
  try { sessionStorage.setItem(`${what}:${root.dataset.team}`, JSON.stringify([...sets[what]])); } catch { /* private */ }
  mark();
}

/** Show what is pinned and what is cited, in the drawer and in the forms that cite. */
function mark() {
  for (const item of document.querySelectorAll(".evi[data-evidence]")) {
    const key = item.dataset.evidence;
    item.toggleAttribute("data-pinned", sets.pin.has(key));
    item.querySelector("[data-pin]").setAttribute("aria-pressed", String(sets.pin.has(key)));
    item.querySelector("[data-cite]")?.setAttribute("aria-pressed", String(sets.cite.has(key)));
  }
  for (const box of document.querySelectorAll("[data-cites] input[type=checkbox]")) box.checked = sets.cite.has(box.value);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-pin], [data-cite]");
  if (!button) return;
  flip(button.hasAttribute("data-pin") ? "pin" : "cite", button.closest("[data-evidence]").dataset.evidence);
});
document.addEventListener("change", (event) => {
  if (event.target.closest?.("[data-cites]")) flip("cite", event.target.value, event.target.checked);
});
document.addEventListener("htmx:afterSwap", mark);
mark();
