// Two live regions with a budget: a screen reader must be able to keep up with the desk.
const GAP = { say: 5000, shout: 3000 };
const last = { say: -1e9, shout: -1e9 };
const waiting = { say: null, shout: null };

function write(where, words) {
  last[where] = performance.now();
  waiting[where] = null;
  const region = document.getElementById(where);
  // The same words again are read only when they differ: a no-break space does it.
  region.textContent = region.textContent === words ? words + "\u00a0" : words;
}

/** A timer that came late finds nothing to say: newer words have been said meanwhile. */
function later(where) {
  if (waiting[where] !== null) write(where, waiting[where].slice(0, 120));
}

/** Say it politely ("say") or at once ("shout"); of several within the gap only the newest. */
export function announce(words, where = "say") {
  const wait = last[where] + GAP[where] - performance.now();
  if (wait <= 0) { write(where, words.slice(0, 120)); return; }
  if (waiting[where] === null) setTimeout(() => later(where), wait);
  waiting[where] = words;
}
