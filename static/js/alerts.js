// Alerts and calls on this screen: what is new, what was acknowledged, what goes into a note,
// and which order of somebody else waits for this person.
import { cue } from "./alarm.js";
import { announce } from "./announce.js";
import { showTab } from "./desk.js";

const root = document.getElementById("console");
const words = document.getElementById("words").dataset;
const box = document.getElementById("pane-messages");
const store = `ack:${root.dataset.team}:${root.dataset.seats}`;
const unseen = document.getElementById("unseen");
const every = document.getElementById("ack-all");
const yours = document.getElementById("yours");
const badge = document.querySelector('.tabs [data-show="incident"] .count');
let done = new Set();
try { done = new Set(JSON.parse(sessionStorage.getItem(store)) ?? []); } catch { /* private */ }
let waiting = 0;

const rows = () => [...box.querySelectorAll("li[id]")];
const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };

function mark() {
  const fresh = rows().filter((row) => !done.has(row.id));
  for (const row of rows()) {
    const is = done.has(row.id);
    row.toggleAttribute("data-new", !is);
    row.querySelector("[data-ack]").setAttribute("aria-pressed", String(is));
  }
  put(unseen, fresh.length ? String(fresh.length) : "");
  every.hidden = fresh.length < 2;
}

function keep() {
  try { sessionStorage.setItem(store, JSON.stringify([...done])); } catch { /* private */ }
  mark();
  htmx.trigger(box, "stale"); // the look says what this screen has acknowledged
}

function flip(row) {
  if (!done.delete(row.id)) done.add(row.id);
  keep();
}

const selected = () => document.activeElement?.closest?.("#pane-messages li[id]");

/** The alert that has the focus, or else the newest that nobody here has acknowledged. */
export function acknowledge() {
  const row = selected() ?? rows().find((one) => !done.has(one.id));
  if (row) flip(row);
}

/** A message as the beginning of a note: whoever writes it down presses. */
function quote(row) {
  const told = ["time", ".from", ".what strong"].map((part) => row.querySelector(part).textContent.trim());
  showTab("incident");
  const field = document.getElementById("note-text");
  field.value = `${told[0]} ${told[1]}: ${told[2]}`.slice(0, field.maxLength);
  field.focus();
}

/** What has the focus: evidence goes on top of its list, a message into a note. */
export function pin() {
  const item = document.activeElement?.closest?.(".evi");
  const row = selected();
  if (item) item.querySelector("[data-pin]").click();
  else if (row) quote(row);
}

/** Orders that wait for this person's key. */
function approvals() {
  const body = document.querySelector("#pane-pending > [data-v]");
  const now = Number(body?.dataset.mine ?? 0);
  const text = now ? words.yours.replace("%s", now) : "";
  yours.hidden = !now;
  put(yours, text);
  put(badge, now ? String(now) : "");
  if (now > waiting) {
    const what = body.querySelector("li[data-mine] > span")?.firstChild.textContent.trim() ?? text;
    document.dispatchEvent(new CustomEvent("told", { detail: what }));
    announce(what, "shout");
    cue("yours");
  }
  waiting = now;
}

box.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ack], [data-quote]");
  if (!button) return;
  const row = button.closest("li");
  if (button.hasAttribute("data-ack")) flip(row);
  else quote(row);
});
every.addEventListener("click", () => { for (const row of rows()) done.add(row.id); keep(); });
document.addEventListener("news", (event) => {
  if (event.detail.some((row) => row.querySelector(".sev.crit"))) cue("alarm");
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt === box) event.detail.parameters.acked = [...done].map((id) => id.slice(2)).join(",");
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "pane-messages") mark();
  if (event.target.id === "pane-pending") approvals();
});
mark();
approvals();
