// The rates chart (uPlot) and the sparklines, fed from the frames; two, ten or thirty minutes.
import { clock, count } from "./numbers.js";

const SPANS = [120, 600, 1800]; // simulated seconds that the chart may show
const LONGEST = SPANS.at(-1);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function size(element) {
  return { width: Math.max(80, element.clientWidth), height: Math.max(60, element.clientHeight) };
}

export function options(element, series, axis, extra = {}) {
  const line = { stroke: css("--fg2"), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  return {
    ...size(element), series, legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false }, ...extra },
    axes: [
      { ...line, size: 26, space: 70, values: (_, splits) => splits.map((step) => clock(step).slice(0, 5)) },
      { ...line, size: 58, values: (_, splits) => splits.map(axis) },
    ],
  };
}

/** Times on whole minutes, so that labels do not crawl. */
export const minutes = (_, __, low, high) => {
  const step = high - low > 4000 ? 3600 : high - low > 1200 ? 900 : high - low > 130 ? 120 : 60;
  const out = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) out.push(at);
  return out;
};

export function ratesChart(element, team) {
  const store = `rates:${team}`;
  let data = load(store);
  let plot = null;
  let span = 1;

  const window = (u, low, high) => [Math.max(0, (high ?? 0) - SPANS[span]), high ?? SPANS[span]];
  function build() {
    plot?.destroy();
    const made = options(element, [
      {},
      { stroke: css("--link"), width: 2, points: { show: false } },
      { stroke: css("--fg2"), width: 1.5, dash: [6, 4], points: { show: false } },
    ], count, { x: { time: false, range: window }, y: { range: (_, low, high) => [0, Math.max(10, (high ?? 10) * 1.1)] } });
    made.axes[0].splits = minutes;
    plot = new uPlot(made, data, element);
    mark();
  }
  function mark() {
    const end = data[0].length - 1;
    if (end < 0) return;
    element.dataset.step = data[0][end];
    element.dataset.out = data[1][end];
    element.dataset.in = data[2][end];
  }
  function push(step, into, out) {
    const end = data[0].length;
    if (end && step < data[0][end - 1]) data = data.map((column) => column.filter((_, i) => data[0][i] < step));
    if (data[0].length && step === data[0].at(-1)) data.forEach((column) => column.pop());
    data[0].push(step); data[1].push(out); data[2].push(into);
    while (data[0][0] < step - LONGEST) data.forEach((column) => column.shift());
  }
  function draw() {
    if (document.hidden || !element.clientWidth) return;
    if (plot) plot.setData(data);
    else build();
    mark();
  }
  /** The points in sight. */
  function seen() {
    const from = (data[0].at(-1) ?? 0) - SPANS[span];
    const first = Math.max(0, data[0].findIndex((step) => step >= from));
    return data.map((column) => column.slice(first));
  }
  const button = document.getElementById("span");
  /** Show less (-1) or more (1) of the past. */
  function widen(by) {
    span = Math.min(SPANS.length - 1, Math.max(0, span + by));
    button.textContent = button.dataset.words.replace("%s", SPANS[span] / 60);
    refill();
    draw();
  }
  button.addEventListener("click", () => widen(span + 1 < SPANS.length ? 1 : -span));
  document.addEventListener("span", (event) => widen(event.detail));
  const refill = twin(element, seen);
  addEventListener("pagehide", () => { try { sessionStorage.setItem(store, JSON.stringify(data)); } catch { /* full */ } });
  new ResizeObserver(() => { if (element.clientWidth) plot ? plot.setSize(size(element)) : build(); }).observe(element);
  document.addEventListener("theme", build);
  build();
  return { push, draw, text: () => summary(seen(), SPANS[span] / 60) };
}

/** The same points as a table, newest first; while it is shown it is made anew every five seconds. */
function twin(element, data) {
  const button = document.getElementById("twin");
  const box = document.getElementById("rates-table");
  const cell = (words, kind = "td") => Object.assign(document.createElement(kind), { textContent: words, className: kind === "td" ? "num" : "" });
  function fill() {
    const [steps, out, into] = data();
    const rows = steps.map((step, i) => {
      const row = document.createElement("tr");
      row.append(cell(clock(step), "th"), cell(count(into[i])), cell(count(out[i])));
      row.firstChild.scope = "row";
      return row;
    });
    box.querySelector("tbody").replaceChildren(...rows.reverse());
  }
  button.addEventListener("click", () => {
    const on = box.hidden;
    box.hidden = !on;
    element.hidden = on;
    button.setAttribute("aria-pressed", String(on));
    if (on) fill();
  });
  const refill = () => { if (!box.hidden && !document.hidden) fill(); };
  setInterval(() => { if (!document.querySelector("[data-held]")) refill(); }, 5000);
  return refill;
}

/** What this tab drew before, and before that what the page brought for who comes late. */
function load(store) {
  let kept = [[], [], []];
  try { kept = JSON.parse(sessionStorage.getItem(store)) ?? kept; } catch { /* none */ }
  const brought = JSON.parse(document.getElementById("rates-history")?.textContent ?? "[]");
  const earlier = brought.filter(([step]) => !kept[0].length || step < kept[0][0] || step > kept[0].at(-1));
  const rows = [...kept[0].map((step, i) => [step, kept[2][i], kept[1][i]]), ...earlier].sort((a, b) => a[0] - b[0]);
  return [rows.map(([step]) => step), rows.map(([, , out]) => out), rows.map(([, into]) => into)];
}

function summary([steps, out, into], minutes) {
  if (!steps.length) return "";
  const top = out.reduce((best, value, i) => (value > out[best] ? i : best), 0);
  return { minutes, out: count(out.at(-1)), in: count(into.at(-1)), top: count(out[top]), at: clock(steps[top]) };
}

const history = new Map();

/** One more point for router n; a line of the last hundred into its <svg>. */
export function spark(n, out) {
  const points = history.get(n) ?? [];
  history.set(n, points);
  points.push(Math.max(0, out));
  if (points.length > 100) points.shift();
  const line = document.querySelector(`[data-spark="${n}"] polyline`);
  if (!line) return;
  const top = Math.max(20, ...points);
  line.setAttribute("points", points.map((value, i) => `${(i * 72) / 99},${19 - (18 * value) / top}`).join(" "));
}
