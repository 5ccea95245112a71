// The drawer of orders: search as you type, one tab stop for all of them, grey ones last.
import { order as rove } from "./rove.js";

const drawer = document.getElementById("orders");
const field = document.getElementById("find");
const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const orders = () => [...drawer.querySelectorAll(".order")];

/** While words stand in the field every group is searched; else one group is shown. */
function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  drawer.toggleAttribute("data-searching", words.length > 0);
  let found = 0;
  for (const one of orders()) {
    const has = words.every((word) => plain(one.dataset.words).includes(word));
    one.hidden = !has;
    found += has ? 1 : 0;
  }
  for (const part of drawer.querySelectorAll("[data-part]")) {
    const any = part.querySelector(".order:not([hidden])") !== null;
    part.hidden = words.length ? !any : part.dataset.part !== drawer.dataset.group;
  }
  drawer.querySelector(".nothing").hidden = found > 0;
  rove(drawer);
}

/** Grey ones go last when the drawer opens or turns, never under somebody's hand. */
function fresh() {
  field.value = "";
  for (const one of orders()) one.toggleAttribute("data-late", one.hasAttribute("data-grey"));
}

/** Where the focus goes: the order named, the search, or the first order. */
function land({ order: named, find }) {
  if (find !== undefined) { field.focus(); return; }
  const shown = rove(drawer);
  (named ? drawer.querySelector(`#order-${named} > summary`) : shown[0])?.focus();
}

drawer.addEventListener("opening", fresh);
drawer.addEventListener("turned", filter);
drawer.addEventListener("opened", (event) => land(event.detail));
field.addEventListener("input", filter);
field.addEventListener("keydown", (event) => {
  const first = orders().find((one) => one.checkVisibility())?.querySelector("summary");
  if (!first || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  const shown = rove(drawer);
  if (event.key === "Enter") shown[0].parentElement.open = true;
  shown[0].focus();
});
