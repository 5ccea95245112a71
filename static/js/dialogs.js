// Native dialogs: drawers (not modal, the numbers stay in sight) and questions (modal).
const opener = new WeakMap();

function show(dialog, button) {
  for (const other of document.querySelectorAll("dialog.drawer[open]")) if (other !== dialog) other.close();
  opener.set(dialog, button);
  if (dialog.open) return;
  if (dialog.classList.contains("drawer")) dialog.show();
  else { dialog.showModal(); dialog.querySelector(".pane :is(select, input:not([type=hidden]))")?.focus(); }
  if (dialog.classList.contains("drawer")) dialog.querySelector(".pane[tabindex]")?.focus();
  dialog.addEventListener("close", () => back(dialog), { once: true });
}

function back(dialog) {
  if (dialog.open) return; // opened again before the news of its closing came
  const button = opener.get(dialog);
  if (button?.isConnected) button.focus();
}

/** Show one group of orders, or the one order named; preset the router when a row asked. */
function turn(dialog, { group, order, router }) {
  if (group) dialog.dataset.group = group;
  for (const tab of dialog.querySelectorAll("[data-turn]")) {
    if (tab.dataset.turn === dialog.dataset.group) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  dialog.dispatchEvent(new CustomEvent("turned"));
  if (order) document.getElementById(`order-${order}`)?.setAttribute("open", "");
  if (router) for (const field of dialog.querySelectorAll("select[data-routers]")) field.value = router;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-open], [data-turn], [data-close]");
  if (!button) return;
  const dialog = button.dataset.open ? document.getElementById(button.dataset.open) : button.closest("dialog");
  if (button.hasAttribute("data-close")) { dialog.close(); return; }
  dialog.dispatchEvent(new CustomEvent("opening"));
  if (button.dataset.turn) { turn(dialog, { group: button.dataset.turn }); return; }
  show(dialog, button);
  turn(dialog, button.dataset);
  dialog.dispatchEvent(new CustomEvent("opened", { detail: button.dataset }));
  document.dispatchEvent(new CustomEvent("shown"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.target.type === "search" && event.target.value) return; // Escape empties it first
  document.querySelector("dialog.drawer[open]")?.close();
});

document.addEventListener("htmx:afterSwap", () => {
  for (const dialog of document.querySelectorAll("dialog[data-group]")) turn(dialog, {});
});

/** What is asked names the routers and the package that the form has chosen, if it has any. */
function question(form) {
  const chosen = [...form.querySelectorAll("select[data-routers] option:checked, .picks :checked")];
  const names = chosen.map((one) => (one.label || one.closest("label").textContent).trim());
  const { confirm, confirmWhere } = form.dataset;
  if (!confirmWhere || !names.length) return confirm;
  const what = form.elements.package?.selectedOptions[0].label ?? "";
  return confirmWhere.replace("{where}", names.join(", ")).replace("{what}", what);
}

/** Ask before a request: resolves to true when the person says yes. */
export function confirmed(words, yes) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-question]").textContent = words;
  dialog.querySelector("[data-yes]").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt;
  if (!form.dataset?.confirm) return;
  event.preventDefault();
  confirmed(question(form), form.dataset.yes).then((yes) => { if (yes) event.detail.issueRequest(true); });
});
