// Over the shoulder: the page asks for itself (htmx); nothing on it orders anything. The rates chart
// is the players' own, fed from what each answer brings.
import "./panes.js";
import { ratesChart } from "./chart.js";

const root = document.getElementById("mirror");
const box = document.getElementById("rates");
const chart = box ? ratesChart(box, root.dataset.chart) : null;

/** What came since the last answer, five seconds each, and the newest second. */
function feed() {
  const now = document.getElementById("m-now");
  if (!chart || !now) return;
  const rows = JSON.parse(document.getElementById("rates-history")?.textContent ?? "[]");
  const last = Number(box.dataset.step ?? -1);
  for (const [step, into, out] of rows) if (step > last && step < now.dataset.step) chart.push(step, into, out);
  chart.push(Number(now.dataset.step), Number(now.dataset.in), Number(now.dataset.out));
  chart.draw();
}

document.addEventListener("htmx:afterSwap", (event) => { if (event.target === root) feed(); });
feed();
