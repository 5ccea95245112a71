// The life of an order: Sending…, then the server's own words. Never optimistic, never queued.
import { announce } from "./announce.js";

const words = document.getElementById("words").dataset;
const isOrder = (element) => element?.matches?.("form[data-order]");
let connected = true;

export function setConnected(yes) {
  connected = yes;
  for (const button of document.querySelectorAll("form[data-order] [type=submit]")) {
    if (yes) button.removeAttribute("data-cut");
    else button.setAttribute("data-cut", "");
  }
}

function answer(form, kind, text) {
  const place = form.querySelector(".answer");
  const line = document.createElement("span");
  line.className = kind;
  line.textContent = text;
  place.replaceChildren(line);
  return place;
}

function unclear(form, text) {
  const place = answer(form, "no", text + " ");
  const again = document.createElement("button");
  again.type = "submit";
  again.className = "btn small";
  again.dataset.again = "";
  again.textContent = words.again;
  place.append(again);
  announce(text, "shout");
}

/** What was refused because of the pause says so no longer when it ends. */
export function forgetPause() {
  for (const line of document.querySelectorAll(".answer > .in-pause")) line.remove();
}

/** What was accepted stands in the log: here it makes room after a while. */
function fade(place) {
  const line = place.firstChild;
  setTimeout(() => { if (place.firstChild === line) place.replaceChildren(); }, 8000);
}

/** A form of the board folds after its answer was read, unless somebody is at the next one. */
function foldLater(details) {
  const fold = setTimeout(() => { details.open = false; }, 2500);
  const stay = () => clearTimeout(fold);
  for (const sign of ["input", "focusin", "pointerdown"]) details.addEventListener(sign, stay, { once: true });
}

// The title of a mail that is not open yet opens it, like the button beside it.
document.addEventListener("click", (event) => {
  event.target.closest?.("[data-opens]")?.closest(".mailhead").querySelector("[type=submit]").click();
});

// A press makes its key; "Retry safely" sends the same key again, so that one press is one order.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isOrder(form)) return;
  if (!event.submitter?.hasAttribute("data-again")) form.elements.key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}, true);

document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt;
  if (!isOrder(form)) return;
  const grey = form.querySelector("[type=submit][aria-disabled=true]");
  if (!grey && connected) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  answer(form, "no", connected ? grey.dataset.why : words.cut);
}, true);

// An order is told that there is no answer sooner than a table that asks for itself (15 s).
document.addEventListener("htmx:configRequest", (event) => {
  if (isOrder(event.target)) event.detail.timeout = 5000;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isOrder(event.target)) answer(event.target, "wait", words.sending);
});
document.addEventListener("htmx:timeout", (event) => {
  if (isOrder(event.target)) unclear(event.target, words.silent);
});
document.addEventListener("htmx:sendError", (event) => {
  if (isOrder(event.target)) unclear(event.target, words.unsent);
});
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (!isOrder(event.target) || status === 422 || status === 409) return;
  if (status === 401 || status === 403) answer(event.target, "no", words.gone);
  else unclear(event.target, words.busy);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  if (!isOrder(form)) return;
  const status = event.detail.xhr.status;
  if (status === 200 && form.hasAttribute("data-note")) form.reset();
  if (status === 200) fade(form.querySelector(".answer"));
  if (status === 200 && form.closest("dialog.modal")) setTimeout(() => form.closest("dialog").close(), 1200);
  const done = status === 200 && form.closest("#team details");
  if (done) foldLater(done);
  if (status !== 422) return;
  const line = form.querySelector(".answer").firstElementChild;
  if (document.getElementById("console").dataset.paused === "1") line?.classList.add("in-pause");
  announce(line?.textContent.trim() ?? "", "shout");
});
