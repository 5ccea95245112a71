// The alarm's sound: off until somebody presses, then as loud as this browser remembers.
import { play, unlock } from "./tones.js";
import { announce } from "./announce.js";

const STORE = "sound";
const GAP_MS = 10000; // the same cue no more often
const FLOOD = 10, FLOOD_MS = 600000; // so many alarms in so long are a flood: more sound says nothing
const words = document.getElementById("words").dataset;
const button = document.getElementById("sound");
const slider = document.getElementById("volume");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const last = new Map();
let alarms = [];
let kept = { on: false, volume: 50 };
try { kept = { ...kept, ...JSON.parse(localStorage.getItem(STORE)) }; } catch { /* private */ }

function keep() {
  try { localStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* private */ }
}

function show() {
  button.setAttribute("aria-pressed", String(kept.on));
  slider.value = kept.volume;
}

const loud = () => kept.volume / 100;

/** A cue for something that also stands on the screen. */
export function cue(name) {
  const now = performance.now();
  if (name === "alarm") alarms = [...alarms.filter((at) => at > now - FLOOD_MS), now];
  if (!kept.on || now - (last.get(name) ?? -1e9) < GAP_MS) return;
  if (name === "alarm" && alarms.length > FLOOD) return;
  last.set(name, now);
  button.dataset.played = name;
  play(name === "alarm" && calm.matches ? "soft" : name, loud());
}

button.addEventListener("click", () => {
  kept.on = !kept.on;
  keep();
  show();
  announce(kept.on ? words.soundon : words.soundoff);
  if (!kept.on) return;
  unlock();
  play("soft", loud());
});

slider.addEventListener("change", () => {
  kept.volume = Number(slider.value);
  keep();
  unlock();
  play("soft", loud());
});

/** Whoever had it on gets it back with the first press on this page, whatever that is. */
function first() {
  if (kept.on) unlock();
}

for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, first, { once: true });
show();
