// The result's loss curves. Losses are drawn downwards, as money on an account falls.
import { minutes, options } from "./chart.js";
import { signed } from "./numbers.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

for (const element of document.querySelectorAll("[data-curve]")) {
  const rows = JSON.parse(document.getElementById(element.dataset.curve).textContent);
  const column = (key) => rows.map((row) => (row[key] === null || row[key] === undefined ? null : -row[key]));
  const data = [rows.map((row) => row.step), column("team"), column("do_nothing"), column("history")];
  let plot = null;
  const build = () => {
    plot?.destroy();
    const made = options(element, [
      {},
      { stroke: css("--link"), width: 2.5, points: { show: false } },
      { stroke: css("--fg2"), width: 1.5, dash: [6, 4], points: { show: false } },
      { stroke: css("--warn"), width: 1.5, dash: [2, 3], points: { show: false } },
    ], (dollars) => signed(dollars * 100));
    made.axes[0].splits = minutes;
    plot = new uPlot(made, data, element);
  };
  new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: element.clientHeight })).observe(element);
  document.addEventListener("theme", build);
  build();
}
