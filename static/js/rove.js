// Lists with one tab stop: arrows, j and k walk the rows; focus comes back to the row last used.
const ITEMS = "[data-rove] tbody button, [data-rove] [data-ack], [data-rove] [data-pin], #orders .order > summary";

const boxOf = (element) =>
  element?.closest?.("[data-rove], #orders") ?? (element?.matches?.(".pane") ? element.querySelector("[data-rove]") : null);

/** The items of a box from top to bottom as seen; one of them can be reached by Tab. */
export function order(box) {
  const shown = [...box.querySelectorAll(ITEMS)].filter((one) => one.checkVisibility());
  const tops = new Map(shown.map((one) => [one, one.getBoundingClientRect().top]));
  shown.sort((a, b) => tops.get(a) - tops.get(b));
  const current = shown.find((one) => one === document.activeElement) ?? shown.find((one) => one.id && one.id === box.dataset.last) ?? shown[0];
  for (const one of shown) one.tabIndex = one === current ? 0 : -1;
  return shown;
}

/** Go `step` rows on; false when the focus is in no such list. */
export function walk(step) {
  const box = boxOf(document.activeElement);
  if (!box) return false;
  const shown = order(box);
  const place = shown.findIndex((one) => one === document.activeElement || one.parentElement.contains(document.activeElement));
  if (place < 0 && !box.hasAttribute("data-rove")) return false;
  shown[Math.min(shown.length - 1, Math.max(0, place + step))]?.focus();
  order(box);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(ITEMS)) return;
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e3, End: 1e3 }[event.key];
  if (step && walk(step)) event.preventDefault();
});
document.addEventListener("htmx:afterSwap", (event) => {
  for (const box of event.target.querySelectorAll("[data-rove]")) order(box);
});
