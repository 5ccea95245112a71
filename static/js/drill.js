// The coach of the drill: points at the real controls, rehearses a lost line, and looks out for the
// exercise in which this browser has a seat.
import { announce } from "./announce.js";
import { showTab } from "./desk.js";
import { listen } from "./live.js";

const OFF_MS = 8000;
const HELP_MS = 30000;
const root = document.getElementById("console");
const coach = document.getElementById("coach");
const phone = matchMedia("(max-width: 899px)");
const store = `rehearsed:${root.dataset.team}`;
const kept = () => { try { return sessionStorage.getItem(store); } catch { return null; } };
let rehearsed = kept() === "1", cut = "", at = null, helpTimer = 0;

const current = () => coach.querySelector("li:not([data-done])");

/** What only this browser knows is ticked off again after each swap. */
function tick() {
  coach.querySelector("#step-line")?.toggleAttribute("data-done", rehearsed);
  for (const button of coach.querySelectorAll("[data-rehearse]")) {
    button.disabled = cut !== "";
    button.hidden = rehearsed && button.hasAttribute("data-meanwhile");
  }
  const step = current()?.dataset.step ?? "";
  if (step === at) return;
  if (at !== null) announce((current() ?? coach).querySelector(step ? ".now p" : ".all-done").textContent);
  at = step;
  clearTimeout(helpTimer);
  helpTimer = setTimeout(() => point(current()), HELP_MS);
}

/** Mark the control that the step is about; who asked is taken there. */
function point(step, asked = false) {
  if (!step?.dataset.where) return;
  if (phone.matches && step.dataset.tab) showTab(step.dataset.tab);
  const place = document.querySelector(step.dataset.where);
  place?.setAttribute("data-pointed", "");
  setTimeout(() => place?.removeAttribute("data-pointed"), 6000);
  if (asked) place?.focus();
}

function rehearse() {
  cut = "wanted";
  tick();
  document.dispatchEvent(new CustomEvent("rehearse", { detail: OFF_MS }));
}

document.addEventListener("line", (event) => {
  if (cut === "wanted" && event.detail === "lost") cut = "lost";
  if (cut !== "lost" || event.detail !== "live") return;
  cut = "";
  rehearsed = true;
  try { sessionStorage.setItem(store, "1"); } catch { /* a private window rehearses anew */ }
  tick();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-rehearse]")) rehearse();
  else if (event.target.closest?.("[data-point]")) point(event.target.closest("li"), true);
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "pane-coach") tick(); });
tick();

/** The exercise does not wait for the drill. */
function called() {
  const real = document.getElementById("real");
  if (!real.hidden) return;
  real.hidden = false;
  announce(real.querySelector("span").textContent, "shout");
}

if (coach.dataset.real) {
  listen(coach.dataset.real, {
    heard: (message) => { if (message.t === "go" || message.t === "frame" || (message.t === "beat" && message.state === "running")) called(); },
    changed: () => {},
  });
}
