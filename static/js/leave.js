// To another page, once: to be told again while it loads would begin the loading anew.
const AGAIN_MS = 10000; // should the page not come, the next message may send again
let since = -AGAIN_MS;

const leaving = () => performance.now() - since < AGAIN_MS;

/** Go to a page, unless another is already on its way. */
export function leave(to) {
  if (leaving()) return;
  since = performance.now();
  location.assign(to);
}

// A fragment's answer may send the page on by itself, before the socket does or after it.
addEventListener("beforeunload", () => { since = performance.now(); });
for (const name of ["htmx:beforeRequest", "htmx:beforeOnLoad"]) {
  document.addEventListener(name, (event) => { if (leaving()) event.preventDefault(); });
}
