// The simulated clock between two messages: computed from the last one, never counted.
import { clock } from "./numbers.js";

const base = { step: 0, at: performance.now(), speed: 0, paused: true };
let shown = -1;

/** The simulated second now. */
export function now() {
  if (base.paused) return base.step;
  // Two silent seconds at most are guessed: after that the page says it is late instead.
  const elapsed = Math.min(performance.now() - base.at, 2500);
  return base.step + (elapsed / 1000) * base.speed;
}

export function setClock({ step, speed, paused }) {
  const reading = now();
  base.speed = speed ?? base.speed;
  base.paused = Boolean(paused);
  base.at = performance.now();
  // A correction of less than a quarter second is not worth a step back.
  const near = !base.paused && Math.abs(reading - step) < 0.25 * Math.max(1, base.speed);
  base.step = near ? (reading + step) / 2 : step;
}

export function startClock(element, also) {
  const tick = () => {
    if (document.hidden) return;
    const second = Math.floor(now());
    element.toggleAttribute("data-paused", base.paused);
    element.dataset.speed = String(base.speed);
    if (second === shown) return;
    shown = second;
    element.firstChild.nodeValue = clock(second);
    element.dateTime = clock(second);
    also?.(second);
  };
  setInterval(tick, 200);
  tick();
}
