// To another page, once: to be told again while it loads would begin the loading anew.
const AGAIN_MS = 10000; // should the page not come, the next message may send again
let since = -AGAIN_MS;

/** Go to a page, unless this page is already on its way. */
export function leave(to) {
  if (performance.now() - since < AGAIN_MS) return;
  since = performance.now();
  location.assign(to);
}
