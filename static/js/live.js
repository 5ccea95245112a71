// One socket that only listens. It comes back by itself after every close but the two
// that mean "you are not (any longer) in this exercise".
const FINAL = new Set([4401, 4403]);
const LATE_MS = 2000;
const LOST_MS = 4000;
const HEALTHY_MS = 10000;

/** Wait before attempt n (0 is the first): at most 0.65 s, then doubling to at most 5 s. */
export function pause(attempt, random = Math.random()) {
  if (attempt === 0) return 150 + 500 * random;
  return Math.min(5000, 500 * 2 ** attempt) * (0.6 + 0.4 * random);
}

/** Is `frame` newer than `last`? The epoch grows with each change of the clock: after an
 *  outage the exercise may wait at a step that this page has already passed. */
export function isNewer(frame, last) {
  if (!last || frame.epoch > last.epoch) return true;
  if (frame.epoch < last.epoch) return false;
  return frame.step > last.step || (frame.step === last.step && frame.seq >= last.seq);
}

/**
 * Listen on `path`. `heard(message, fresh)` gets each message ("fresh" on the first after a
 * connect); `changed(state)` gets "live", "late", "lost" or "closed" when that changes. The line
 * that comes back can be cut for so many ms: a rehearsal.
 */
export function listen(path, { heard, changed }) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  let shut = 0, socket = null, timer = 0, tries = 0, opened = 0, last = Date.now(), state = "live", fresh = true;

  const tell = (next, code) => { if (next !== state) { state = next; changed(next, code); } };

  function open() {
    if (Date.now() < shut) { timer = setTimeout(open, shut - Date.now()); return; }
    fresh = true;
    const mine = new WebSocket(url);
    socket = mine;
    mine.onopen = () => { opened = Date.now(); };
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      last = Date.now();
      if (last - opened > HEALTHY_MS) tries = 0;
      tell("live");
      const message = JSON.parse(event.data);
      heard(message, fresh);
      fresh = false;
    };
    mine.onclose = (event) => { if (mine === socket) closed(event.code); };
  }

  function closed(code) {
    socket = null;
    if (FINAL.has(code)) { clearInterval(watch); tell("closed", code); return; }
    clearTimeout(timer);
    timer = setTimeout(open, pause(tries));
    tries += 1;
  }

  function look() {
    const silent = Date.now() - last;
    if (silent > LOST_MS) {
      tell("lost");
      // A half-open connection never closes by itself: give it up and count it as closed.
      if (socket && Date.now() - Math.max(opened, last) > LOST_MS && socket.readyState === WebSocket.OPEN) {
        const dead = socket;
        closed(1006);
        dead.close();
      }
    } else if (silent > LATE_MS) tell("late");
  }

  const watch = setInterval(look, 250);
  addEventListener("online", () => { if (!socket) { clearTimeout(timer); open(); } });
  open();

  return {
    cut(ms) {
      shut = Date.now() + ms;
      const mine = socket;
      if (mine) { closed(1006); mine.close(); }
    },
  };
}
