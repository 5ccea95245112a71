// Single keys for look, declare, contain and the way to each pane. They open, they never order.
import { openPane, showTab, turnTo } from "./desk.js";
import { walk } from "./rove.js";
import { announce } from "./announce.js";
import { acknowledge, pin } from "./alerts.js";

const GO = { f: "fleet", m: "mail", p: "positions", r: "rates", t: "tape", c: "clients", l: "limits", u: "rules", s: "sources", a: "inbox", b: "team", i: "incident" };
const TAB = { inbox: "alerts", team: "team", incident: "incident" };
const PRESS = { d: '.acts [data-open="declare-d"]', c: '.acts [data-group="contain"]', l: '.acts [data-group="observe"]',
  e: '.acts [data-open="evidence-d"]', "/": ".acts [data-find]", "?": '[data-open="help-d"]', h: "#hold", m: "#sound" };
const PLACES = ["[data-rove] tbody button[tabindex='0']", "[data-rove] tbody button", "[data-rove] [data-ack][tabindex='0']", "[data-rove] [data-ack]", "[role=tab][tabindex='0']", ".scroll[tabindex]:not([hidden])", "button"];
const STORE = "keys";
const box = document.getElementById("keys-on");
let after = 0; // a "g" was pressed: until when the next letter says where to

const typing = (element) => element.closest?.("input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]");
const press = (selector) => document.querySelector(selector)?.click();

function go(letter) {
  const key = GO[letter];
  const panel = document.getElementById(key === "rates" ? "rates-panel" : key);
  if (!panel) return false;
  showTab(TAB[key] ?? "desk");
  if (!TAB[key]) openPane(key);
  const place = PLACES.map((selector) => panel.querySelector(selector)).find((one) => one?.checkVisibility());
  place?.focus();
  return true;
}

function beliefs() {
  showTab("team");
  turnTo("beliefs");
  document.getElementById("belief-1")?.focus();
}

function note() {
  showTab("incident");
  document.getElementById("note-text").focus();
}

/** The state in one breath. */
function say() {
  const figures = [...document.querySelectorAll(".kpi")].filter((one) => one.checkVisibility());
  const told = figures.map((one) => `${one.querySelector("dt").textContent.trim().split("\n")[0]} ${one.querySelector("dd").textContent}`);
  const incident = document.getElementById("pane-incident").textContent.replace(/\s+/g, " ").trim();
  announce([document.getElementById("clock").textContent, incident, ...told].join(". "));
}

const span = (by) => document.dispatchEvent(new CustomEvent("span", { detail: by }));
const OWN = { a: acknowledge, p: pin, "[": () => span(-1), "]": () => span(1), b: beliefs, n: note, s: say, j: () => walk(1) || go("f"), k: () => walk(-1) || go("f") };

function single(event) {
  if (performance.now() < after) {
    after = 0;
    return go(event.key);
  }
  if (event.key === "g") { after = performance.now() + 1500; return true; }
  if (PRESS[event.key]) { press(PRESS[event.key]); return true; }
  if (/^[1-8]$/.test(event.key)) { press(`#router-${event.key} [data-open]`); return true; }
  if (!OWN[event.key]) return false;
  OWN[event.key]();
  return true;
}

/** Ctrl or Cmd with K searches the orders, from a field too and with single keys off. */
function search(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  if (!document.querySelector("dialog.modal[open]")) press(PRESS["/"]);
}

document.addEventListener("keydown", search);
document.addEventListener("keydown", (event) => {
  const drawn = event.getModifierState("AltGraph"); // some keyboards have their brackets there
  if (((event.ctrlKey || event.metaKey || event.altKey) && !drawn) || event.isComposing || !box.checked) return;
  if (typing(event.target) || document.querySelector("dialog.modal[open]")) return;
  if (single(event)) event.preventDefault();
});

for (const place of document.querySelectorAll("[data-go]")) place.textContent = Object.keys(GO).find((letter) => GO[letter] === place.dataset.go);
try { box.checked = localStorage.getItem(STORE) !== "off"; } catch { /* private */ }
box.addEventListener("change", () => { try { localStorage.setItem(STORE, box.checked ? "on" : "off"); } catch { /* private */ } });
