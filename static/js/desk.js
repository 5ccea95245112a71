// Where things stand on the console: instruments (two open of many), the phone's views,
// the pages of the team's board, and what the log shows.
const root = document.getElementById("console");
const strip = document.querySelector(".strip");
const store = `open:${root.dataset.team}:${root.dataset.seats}`;
const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
const keep = (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* private */ } };
const OPEN_AT_ONCE = 2;
const changed = () => document.dispatchEvent(new CustomEvent("shown"));

const toggles = () => [...(strip?.querySelectorAll("[data-toggle]") ?? [])];
const panel = (key) => document.getElementById(key === "rates" ? "rates-panel" : key);
let open = toggles().filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.toggle);
const seen = new Map(); // what each closed instrument showed when it was closed

function arrange() {
  for (const one of toggles()) {
    const is = open.includes(one.dataset.toggle);
    one.setAttribute("aria-pressed", String(is));
    panel(one.dataset.toggle).hidden = !is;
    if (is) { seen.delete(one.dataset.toggle); one.querySelector(".count").textContent = ""; }
  }
  keep(store, open);
  changed();
}

/** Open an instrument; of more than two the one opened longest ago makes room. */
export function openPane(key) {
  if (!strip || open.includes(key)) return;
  open = [...open, key].slice(-OPEN_AT_ONCE);
  arrange();
}

function toggle(key) {
  if (!open.includes(key)) { openPane(key); return; }
  if (open.length > 1) { open = open.filter((one) => one !== key); arrange(); }
}

/** What has come to a closed instrument since it was last in sight. */
export function news(versions, values) {
  for (const one of toggles()) {
    const key = one.dataset.toggle;
    const now = { fleet: states(values), mail: [values.mails], positions: [values.gross_cents] }[key] ?? [versions[key]];
    if (open.includes(key) || now[0] === undefined) continue;
    const was = seen.get(key) ?? { now, count: 0 };
    const moved = now.filter((value, i) => value !== was.now[i]).length;
    const count = key === "mail" ? values.mails - (was.first ?? was.now[0]) : key === "fleet" ? moved : was.count + moved;
    seen.set(key, { now: key === "fleet" ? was.now : now, count, first: was.first ?? was.now[0] });
    const words = count > 0 ? String(count) : "";
    const place = one.querySelector(".count");
    if (place.textContent !== words) place.textContent = words;
  }
}

const states = (values) => Array.from({ length: 8 }, (_, n) => values[`r${n + 1}_state`]);

/** Show a view of the phone: desk, alerts, team or incident. */
export function showTab(name) {
  root.dataset.tab = name;
  for (const other of document.querySelectorAll(".tabs [data-show]")) {
    if (other.dataset.show === name) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  for (const drawer of document.querySelectorAll("dialog.drawer[open]")) drawer.close();
  document.dispatchEvent(new CustomEvent("tab"));
  changed();
}

const team = document.getElementById("team");
const leaves = () => [...team.querySelectorAll("[data-leaf]")];
const phone = matchMedia("(max-width: 899px)");
const wide = matchMedia("(min-width: 1600px)");
const first = root.dataset.lead === "team" || wide.matches ? "tasks" : "beliefs";
let leaf = kept(`leaf:${root.dataset.team}`) ?? first;

/** Turn the team's board to a page. */
export function turnTo(name, focus = false) {
  leaf = name;
  for (const one of leaves()) {
    const is = one.dataset.leaf === name;
    one.setAttribute("aria-selected", String(is));
    one.tabIndex = is ? 0 : -1;
    if (is && focus) one.focus();
  }
  // On a tall board the beliefs stay in sight above the page that is open.
  const both = wide.matches || (root.dataset.lead === "team" && !phone.matches);
  for (const sheet of team.querySelectorAll("[data-sheet]")) {
    sheet.hidden = sheet.dataset.sheet !== name && !(both && sheet.dataset.sheet === "beliefs");
  }
  keep(`leaf:${root.dataset.team}`, name);
}

/** How much waits on the pages that are not in sight. */
function waits() {
  const body = document.querySelector("#pane-team > [data-v]");
  let all = 0;
  for (const name of ["tasks", "checks"]) {
    const count = Number(body?.dataset[name === "tasks" ? "waitsTasks" : "waitsChecks"] ?? 0);
    all += name === "tasks" ? count : 0;
    document.querySelector(`#leaf-${name} .count`).textContent = count || "";
  }
  document.querySelector('.tabs [data-show="team"] .count').textContent = all || "";
}

team.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const names = leaves().map((one) => one.dataset.leaf);
  turnTo(names[(names.indexOf(leaf) + step + names.length) % names.length], true);
  event.preventDefault();
});

function showLog(what) {
  document.getElementById("incident").dataset.log = what;
  for (const one of document.querySelectorAll("[data-log][aria-pressed]")) one.setAttribute("aria-pressed", String(one.dataset.log === what));
}

/** A row's button opens the form that stands above the rows, set to that row. */
function preset({ preset: name, value }) {
  const order = document.getElementById(`order-${name}`);
  order.open = true;
  const field = order.querySelector("select");
  field.value = value;
  field.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  const { toggle: instrument, show, leaf: page, log } = button.dataset;
  if (instrument) toggle(instrument);
  else if (show) showTab(show);
  else if (page) turnTo(page);
  else if (button.hasAttribute("aria-pressed") && log) showLog(log);
  else if (button.dataset.preset) preset(button.dataset);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "pane-team") { turnTo(leaf); waits(); }
});

const before = (kept(store) ?? []).filter((key) => toggles().some((one) => one.dataset.toggle === key));
if (before.length) { open = before; arrange(); }
turnTo(leaves().some((one) => one.dataset.leaf === leaf) ? leaf : first);
for (const size of [phone, wide]) size.addEventListener("change", () => turnTo(leaf));
waits();
