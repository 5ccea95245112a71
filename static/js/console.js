// The console: frames in, numbers into existing text nodes, panes asked for when they changed.
import { leave } from "./leave.js";
import { formats, span, clock, speed, minute } from "./numbers.js";
import { isNewer, listen } from "./live.js";
import { now, setClock, startClock } from "./clock.js";
import { refresh } from "./panes.js";
import { ratesChart, spark } from "./chart.js";
import { announce } from "./announce.js";
import { forgetPause, setConnected } from "./actions.js";
import { news as deskNews } from "./desk.js";
import "./dialogs.js";
import "./find.js";
import "./evidence.js";
import "./beliefs.js";
import "./keys.js";
import "./seen.js";
import "./alerts.js";

const root = document.getElementById("console");
const words = document.getElementById("words").dataset;
const fields = root.dataset.fields.split(" ");
const states = root.dataset.states.split("|");
const banner = document.getElementById("banner");
const bannerWords = document.getElementById("banner-words");
const chip = document.getElementById("conn");
const chartBox = document.getElementById("rates");
const chart = chartBox ? ratesChart(chartBox, root.dataset.team) : null;
const pace = document.getElementById("pace");
const phone = matchMedia("(max-width: 899px)");
let last = null, painted = null, wanted = false, lastChart = 0, chartTimer = 0, paused = root.dataset.paused === "1", reason = root.dataset.reason;
const speedChip = document.getElementById("pace-chip");
let shownSpeed = Number(root.dataset.speed), held = 0, holdSince = 0, cutWords = "", newsWords = "", newsTimer = 0;

function write(element, value) {
  const format = element.dataset.f;
  const text = format === "state" ? states[value] ?? "?" : formats[format](value);
  if (format === "state") element.dataset.state = root.dataset.stateKeys.split(" ")[value];
  if (element.dataset.signed !== undefined) element.dataset.sign = value < 0 ? "-" : value > 0 ? "+" : "";
  if (element.firstChild?.nodeValue !== text) {
    if (element.firstChild) element.firstChild.nodeValue = text;
    else element.textContent = text;
  }
}

function paint() {
  wanted = false;
  if (document.hidden || !last || held) return;
  painted = last;
  const values = Object.fromEntries(fields.map((name, i) => [name, last.n[i]]));
  for (const element of document.querySelectorAll("[data-n]")) write(element, values[element.dataset.n]);
  root.dataset.step = last.step;
  root.dataset.seq = last.seq;
  for (let n = 1; n <= 8; n += 1) if (values[`r${n}_out`] >= 0) spark(n, values[`r${n}_out`]);
  deskNews(last.p, values);
  drawChart();
}

function drawChart() {
  if (!chart || held) return;
  const wait = lastChart + 450 - performance.now();
  clearTimeout(chartTimer);
  // Put off, not left out: the last frame before a pause has no other after it.
  if (wait > 0) { chartTimer = setTimeout(drawChart, wait); return; }
  lastChart = performance.now();
  chart.draw();
}

function schedule() {
  if (wanted) return;
  wanted = true;
  requestAnimationFrame(paint);
}

function frame(message, fresh) {
  if (!fresh && !isNewer(message, last)) return;
  last = message;
  const values = message.n;
  chart?.push(message.step, values[fields.indexOf("in_rate")], values[fields.indexOf("out_rate")]);
  setClock(message);
  setPaused(message.paused, message.reason);
  setSpeed(message.speed);
  badge(values[fields.indexOf("messages")]);
  schedule();
  renew();
}

function renew() {
  if (last && !held) refresh({ ...last.p, phase: last.phase });
}

function setPaused(is, why) {
  if (why !== undefined) reason = why;
  const text = pausedWords();
  if (is !== paused) announce(is ? text : words.resumed, "shout");
  if (paused && !is) forgetPause();
  paused = is;
  root.dataset.paused = is ? "1" : "0";
  speedChip.toggleAttribute("data-off", is || shownSpeed === 1);
  showChip();
  showBanner();
}

const connected = () => chip.dataset.conn === "live" || chip.dataset.conn === "late";

/** While it stands and the line is good, the chip says that it stands. */
function showChip() {
  const stands = paused && chip.dataset.conn === "live";
  chip.toggleAttribute("data-paused", stands);
  chip.textContent = stands ? words.connpaused : words[`conn${chip.dataset.conn}`];
}

/** The one banner: a lost line before a pause, a pause before news. */
function showBanner() {
  const text = !connected() ? cutWords : paused ? pausedWords() : newsWords;
  banner.hidden = !text;
  banner.toggleAttribute("data-news", connected() && !paused);
  if (bannerWords.textContent !== text) bannerWords.textContent = text;
  goOn(paused && connected());
}

function setSpeed(factor) {
  if (!factor || factor === shownSpeed) return;
  shownSpeed = factor;
  speedChip.firstChild.nodeValue = speed(factor);
  speedChip.toggleAttribute("data-off", paused || factor === 1);
  pace.textContent = words.pace.replace("{speed}", speed(factor)).replace("{seconds}", minute(factor));
  announce(words.speed.replace("%s", speed(factor)));
}

/** The clock's own reasons are words of ours; any other is what the facilitator typed. */
function pausedWords() {
  if (reason === "outage" || reason === "probe") return words[reason];
  return reason && reason !== "pause" ? words.paused.replace("%s", reason) : words.pausedPlain;
}

/** Somebody alone has no facilitator to resume. */
function goOn(visible) {
  const form = document.getElementById("go-on");
  if (form) form.hidden = !visible;
}

async function catchUp() {
  const answer = await fetch(root.dataset.stateUrl, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.redirected) { location.assign(answer.url); return; }
  if (answer?.ok) heard(await answer.json(), false);
}

function heard(message, fresh) {
  if (message.t === "go") { leave(message.to); return; }
  if (message.t === "frame") { frame(message, fresh); return; }
  if (message.t === "name") { renamed(); return; }
  if (message.t !== "beat") return;
  if (fresh) { last = null; catchUp(); }
  if (message.state === "ended") { leave(root.dataset.resultUrl); return; }
  if (message.step !== undefined && message.paused) setClock(message);
  setPaused(message.paused, message.reason);
}

/** The facilitator gave somebody another name: it stands in the log and in the header. */
function renamed() {
  for (const pane of ["crew", "team", "log", "pending", "incident"]) htmx.trigger(`#pane-${pane}`, "stale");
}

let lostAt = 0;
function changed(state) {
  chip.dataset.conn = state;
  document.dispatchEvent(new CustomEvent("line", { detail: state }));
  showChip();
  root.toggleAttribute("data-stale", state === "lost" || state === "closed");
  setConnected(state === "live" || state === "late");
  if (state === "lost") {
    lostAt = Date.now();
    cutWords = words.lost.replace("%s", clock(now()));
    announce(cutWords, "shout");
  }
  if (state === "closed") cutWords = words.gone;
  if (state === "live" && lostAt) {
    announce(words.back.replace("%s", Math.round((Date.now() - lostAt) / 1000)));
    lostAt = 0;
  }
  showBanner();
}

function countdowns(second) {
  if (held) { heldWords(second); return; }
  for (const element of document.querySelectorAll("[data-effect]")) {
    const left = Number(element.dataset.effect) - second;
    element.textContent = left > 0 ? span(left) : words.due;
  }
}

function news() {
  const seen = new Set([...document.querySelectorAll("#pane-messages li[id]")].map((row) => row.id));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "pane-messages") return;
    const fresh = [...event.target.querySelectorAll("li[id]")].filter((row) => !seen.has(row.id));
    fresh.forEach((row) => seen.add(row.id));
    if (fresh.length) announce(words.alerts.replace("%s", fresh.length) + " " + fresh[0].querySelector(".what").textContent.trim());
    const grave = fresh.find((row) => row.querySelector(".sev.crit, .sev.warn"));
    if (grave) away(grave);
    if (fresh.length) document.dispatchEvent(new CustomEvent("news", { detail: fresh }));
  });
}

/** On the phone, away from the alerts: what is grave stands in the banner. */
function away(row) {
  if (!phone.matches || root.dataset.tab === "alerts") return;
  tell(`${row.querySelector(".sev").textContent.trim()}: ${row.querySelector(".what strong").textContent.trim()}`);
}

/** Words in the banner for so long. */
function tell(text, ms = 6000) {
  newsWords = text;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => { newsWords = ""; showBanner(); }, ms);
  showBanner();
}

document.addEventListener("told", (event) => tell(event.detail, 10000));

const seenStore = `seen:${root.dataset.team}`;
let seenMessages = Number(recall(seenStore) ?? 0);

function recall(name) {
  try { return sessionStorage.getItem(name); } catch { return null; }
}

/** Messages since the alerts were last in sight: the frame counts them, fetched or not. */
function badge(total) {
  if (total < seenMessages || root.dataset.tab === "alerts" || !phone.matches) {
    seenMessages = total;
    try { sessionStorage.setItem(seenStore, total); } catch { /* a private window counts anew */ }
  }
  const unseen = total - seenMessages;
  const count = document.querySelector('.tabs [data-show="alerts"] .count');
  if (count.textContent !== (unseen ? String(unseen) : "")) count.textContent = unseen || "";
}

document.addEventListener("tab", () => {
  if (last) badge(last.n[fields.indexOf("messages")]);
  if (root.dataset.tab === "alerts") { newsWords = ""; showBanner(); }
});

const holdButton = document.getElementById("hold");

/** Numbers and lists stand still on this screen alone; the exercise goes on. */
function hold() {
  held = held ? 0 : Math.max(1, Math.floor(now()));
  holdSince = performance.now();
  holdButton.setAttribute("aria-pressed", String(held > 0));
  root.toggleAttribute("data-held", held > 0);
  if (held) { heldWords(held); return; }
  holdButton.textContent = words.hold;
  countdowns(Math.floor(now()));
  schedule();
  renew();
}

function heldWords(second) {
  holdButton.textContent = words.held.replace("{at}", clock(held)).replace("{behind}", span(second - held));
  if (performance.now() - holdSince < 60000) return;
  holdSince = performance.now();
  announce(holdButton.textContent);
}

holdButton.addEventListener("click", hold);

function describe() {
  const told = chart?.text();
  if (told) chartBox.setAttribute("aria-label", words.chart.replace("{n}", told.minutes).replace("{out}", told.out).replace("{in}", told.in).replace("{top}", told.top).replace("{at}", told.at));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  if (last !== painted) schedule();
  renew();
});
document.addEventListener("shown", () => { renew(); drawChart(); });
document.addEventListener("htmx:afterSwap", () => { countdowns(Math.floor(now())); schedule(); });
setInterval(describe, 30000);
setClock({ step: Number(root.dataset.step), speed: Number(root.dataset.speed), paused });
startClock(document.getElementById("clock"), countdowns);
news();
catchUp();
const line = listen(root.dataset.ws, { heard, changed });
document.addEventListener("rehearse", (event) => line.cut(event.detail));
