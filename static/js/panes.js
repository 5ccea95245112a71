// Fragments that change under the hand: the swap "calm" changes what differs and leaves every
// other node alone, so focus, typed text, an open <details> and a half-made click survive.
const MINE = new Set(["open", "value", "checked", "aria-busy", "data-late", "data-last"]);

// What nobody types into: its value is the page's, even while the field is somebody's.
const GIVEN = new Set(["hidden", "checkbox", "radio"]);

/** Which of its siblings a node is: a choice is what it stands for, not where it stands. */
const keyOf = (node) => node.id || (node.nodeName === "OPTION" ? `=${node.value}` : "");

function sameKind(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "");
}

function attributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    const given = name === "value" && (GIVEN.has(old.type) || old.nodeName === "OPTION");
    if ((given || !MINE.has(name)) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!MINE.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function one(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.hasAttribute("data-keep")) return;
  attributes(old, fresh);
  children(old, fresh);
}

/** A form stays until its answer has come: htmx looks from there for where the answer goes. */
const waits = (node) => node.matches?.(".htmx-request") || Boolean(node.querySelector?.(".htmx-request"));

function children(old, fresh) {
  const wantedKeys = new Set([...fresh.children].map(keyOf));
  // What is gone goes first: else all that follows would be moved, and a moved node loses the focus.
  for (const child of [...old.children]) if (keyOf(child) && !wantedKeys.has(keyOf(child)) && !waits(child)) child.remove();
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const key = keyOf(wanted);
    const known = key ? keyed.get(key) : null;
    const match = known && sameKind(known, wanted) ? known : place && !key && sameKind(place, wanted) ? place : null;
    if (!match) { old.insertBefore(wanted, place); continue; }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    one(match, wanted);
  }
  while (place) { const next = place.nextSibling; if (!waits(place)) place.remove(); place = next; }
}

/** Make the children of `target` equal to those of `fragment`. */
export function calm(target, fragment) {
  children(target, fragment);
}

htmx.defineExtension("calm", {
  isInlineSwap: (style) => style === "calm",
  handleSwap: (style, target, fragment) => {
    if (style !== "calm") return false;
    calm(target, fragment);
    return [target];
  },
});

const asked = new WeakMap();

/** Ask again for each pane in sight, or always wanted, whose content is older than the frame's. */
export function refresh(versions) {
  for (const pane of document.querySelectorAll("[data-follows]")) {
    if (document.hidden || !(pane.checkVisibility() || pane.hasAttribute("data-always"))) continue;
    const wanted = pane.dataset.follows.split(" ").map((name) => versions[name] ?? 0).join(".");
    const shown = pane.querySelector("[data-v]")?.dataset.v;
    if (shown === wanted) continue;
    if (performance.now() - (asked.get(pane) ?? -1e9) < 900) continue;
    asked.set(pane, performance.now());
    htmx.trigger(pane, "stale");
  }
}
