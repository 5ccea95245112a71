// The projector's board. It draws what its socket says and asks for nothing.
import { now, setClock, startClock } from "./clock.js";
import { listen } from "./live.js";
import { clock, compact } from "./numbers.js";

const ROWS = 8;
const TURN_MS = 12000;
const MOMENT_MS = 5000;
const MARKS = ["●", "■", "▲", "◆", "▼", "★", "✚", "⬟"];
const words = JSON.parse(document.getElementById("wall-words").textContent);
const $ = (id) => document.getElementById(id);
const say = (name, put = {}) => Object.entries(put).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name] ?? "");

let board = null;
let page = 0;
let held = false;
let told = null; // moments that were said, by their names; none before the first message
let late = false;
let ahead = 0; // milliseconds that the server's clock is ahead of this one
const queue = [];

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const short = (step) => clock(step).slice(0, 5);

// Scenes

function show(scene) {
  for (const name of ["lobby", "live", "reveal", "plain"]) $(`scene-${name}`).hidden = name !== scene;
  $("main").dataset.scene = scene;
}

function plain(text) {
  $("wall-plain").textContent = text;
  show("plain");
}

function draw() {
  if (board.hidden) plain(say("hidden"));
  else if (board.teams) lobby();
  else if (board.places) reveal();
  else live();
}

function lobby() {
  $("wall-site").textContent = board.site;
  $("wall-code").textContent = board.code.replace(/^(.{4})(.{4})$/, "$1-$2");
  const qr = $("wall-qr");
  if (qr) {
    qr.hidden = !board.code;
    if (board.code && qr.dataset.code !== board.code) {
      qr.src = qr.dataset.src.replace("CODE", board.code);
      qr.dataset.code = board.code;
    }
  }
  $("wall-teams").replaceChildren(...board.teams.map((team) => {
    const row = make("li", team.people || team.bots ? "" : "none");
    const dots = team.people ? "●".repeat(team.here) + "○".repeat(team.people - team.here) : team.bots ? say("bot_team") : say("nobody");
    const count = make("span", "", dots);
    if (team.people) { count.setAttribute("role", "img"); count.setAttribute("aria-label", say("people", { n: team.here, all: team.people })); }
    row.append(make("span", "", team.name), count);
    return row;
  }));
  $("wall-ready").textContent = say("ready", { n: board.ready, all: board.teams.length });
  show("lobby");
  countdown();
}

/** To the door while it is shut, then to the start; by the server's clock. */
function countdown() {
  const line = $("wall-plan");
  const goal = board?.teams && (board.opens_ms || board.starts_ms);
  line.hidden = !goal;
  if (!goal) return;
  const left = Math.round((goal - Date.now() - ahead) / 1000);
  line.textContent = say(board.opens_ms ? "opens" : "starts", { time: left > 0 ? span(left) : say("due") });
}

const two = (n) => String(n).padStart(2, "0");
const span = (s) => `${s < 3600 ? "" : `${Math.floor(s / 3600)}:`}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;

/** Eight rows a page; a bracket begins a new page. */
function pages() {
  return board.brackets.flatMap(({ bracket, rows }) =>
    Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => ({ bracket, rows: rows.slice(i * ROWS, (i + 1) * ROWS) })));
}

function live() {
  const all = pages();
  page %= Math.max(1, all.length);
  const { bracket, rows } = all[page] ?? { bracket: "", rows: [] };
  $("wall-bracket").textContent = board.brackets.length > 1 ? `· ${say(bracket)}` : "";
  $("wall-rows").replaceChildren(...rows.map(rowOf));
  $("wall-page").textContent = all.length > 1 ? say("page", { n: page + 1, all: all.length }) + (held ? ` · ${say("held")}` : "") : "";
  show("live");
  curves();
}

function rowOf(team) {
  const row = make("tr", tone(team.n));
  const name = make("th");
  name.scope = "row";
  const mark = make("span", "wall-mark", MARKS[team.n % MARKS.length]);
  mark.setAttribute("aria-hidden", "true");
  name.append(mark, team.name);
  const pnl = make("td", "num", team.pnl === null ? say("unknown") : compact(team.pnl));
  pnl.dataset.sign = team.pnl < 0 ? "down" : team.pnl > 0 ? "up" : "";
  const said = make("td", "wall-said");
  const what = team.claimed !== null ? "claimed" : team.declared !== null ? "declared" : "";
  if (what) { said.dataset.said = what; said.textContent = say(what, { time: short(team[what]) }); }
  row.append(make("td", "", team.rank ?? "–"), name, pnl, said);
  return row;
}

/** Eight colours; with more teams only the three in front have one. */
function tone(n) {
  const lines = board.brackets.reduce((sum, { rows }) => sum + rows.length, 0);
  const front = board.curves.slice(0, 3).some((curve) => curve.n === n);
  return lines <= MARKS.length || front ? `tone-${n % MARKS.length}` : "";
}

// Curves

const NS = "http://www.w3.org/2000/svg";
function svg(tag, attributes, text) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** The value axis grows in steps of 1, 2 and 5, so that it does not crawl. */
function rounded(cents) {
  let step = 1e8;
  while (step < cents) step *= String(step).startsWith("2") ? 2.5 : 2;
  return step;
}

function curves() {
  const root = $("wall-curves");
  const { clientWidth: width, clientHeight: height } = root;
  if (!width || !height) return;
  const em = parseFloat(getComputedStyle(root).fontSize) || 32;
  const size = parseFloat(getComputedStyle(document.body).fontSize) || em;
  const box = { left: 4.8 * size, right: width - 7 * size, top: size, bottom: height - 1.6 * size };
  const values = board.curves.flatMap(({ points }) => points.map(([, cents]) => cents));
  const low = -rounded(Math.max(1, ...values.map((cents) => -cents)));
  const high = Math.max(0, ...values) > 0 ? rounded(Math.max(...values)) : 0;
  const last = Math.max(5400 + 900, ...board.curves.map(({ points }) => points.at(-1)[0]));
  const x = (step) => box.left + ((step - 5400) / (last - 5400)) * (box.right - box.left);
  const y = (cents) => box.top + ((high - cents) / (high - low)) * (box.bottom - box.top);
  const parts = [0, low / 2, low, ...(high ? [high] : [])].flatMap((cents) => [
    svg("line", { x1: box.left, x2: box.right, y1: y(cents), y2: y(cents) }),
    svg("text", { x: box.left - 8, y: y(cents) + size / 3, "text-anchor": "end" }, compact(cents)),
  ]);
  parts.push(svg("text", { x: box.left, y: height - size / 4 }, "09:30"), svg("text", { x: box.right, y: height - size / 4, "text-anchor": "end" }, short(last)));
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.replaceChildren(...parts, ...lines(x, y, box, size));
}

function lines(x, y, box, size) {
  const shown = board.curves.slice(0, MARKS.length);
  const drawn = board.curves.map(({ n, points }) =>
    svg("polyline", { class: tone(n), points: points.map(([step, cents]) => `${x(step).toFixed(1)},${y(cents).toFixed(1)}`).join(" ") }));
  const ends = shown.map(({ n, name, points }) => ({ n, name, at: y(points.at(-1)[1]), x: x(points.at(-1)[0]) })).sort((a, b) => a.at - b.at);
  ends.forEach((end, i) => { if (i) end.at = Math.max(end.at, ends[i - 1].at + size * 1.05); });
  const over = ends.length ? ends.at(-1).at - box.bottom : 0;
  if (over > 0) for (const end of ends) end.at -= over;
  return [...drawn, ...ends.map((end) =>
    svg("text", { class: `end ${tone(end.n)}`, x: box.right + 8, y: end.at + size / 3 }, `${MARKS[end.n % MARKS.length]} ${end.name.length > 11 ? `${end.name.slice(0, 10)}…` : end.name}`))];
}

// The reveal

function reveal() {
  const rows = [...board.places].reverse();
  $("wall-left").textContent = board.left ? `· ${say("left", { n: board.left })}` : "";
  $("wall-places").replaceChildren(...rows.map((place) => {
    const row = make("li", "");
    const points = make("span", "", say("points", { n: place.total + place.award }));
    const award = place.award ? `${say("award", { n: `${place.award > 0 ? "+" : "−"}${Math.abs(place.award)}` })} · ` : "";
    const loss = make("span", "wall-said", `${award}${say(place.bracket)} · ${compact(-100 * place.loss_usd)}`);
    row.append(make("span", "", place.rank), make("span", "name", place.name), points, loss);
    return row;
  }));
  const sum = (usd) => compact(100 * usd);
  $("wall-room").textContent = board.room
    ? [say("together", { sum: sum(board.room.teams) }), say("nothing", { sum: sum(board.room.nothing) }), say("oracle", { sum: sum(board.room.oracle) })].join(" · ") : "";
  show("reveal");
}

// Moments: one line, five seconds each

function moments() {
  const names = new Map((board.moments ?? []).map((one) => [one.what === "news" ? one.name : `${one.what}-${one.n}-${one.step}`, one]));
  if (told) queue.push(...[...names].filter(([name]) => !told.has(name)).map(([, one]) => one));
  told = new Set([...(told ?? []), ...names.keys()]);
}

function next() {
  const one = queue.shift();
  const headline = one?.what === "news" ? say(`news_${one.name}`) : "";
  $("wall-moment").textContent = one ? say(`said_${one.what}`, { team: one.name, time: short(one.step), headline }) : "";
}

// What the socket says

function state(message) {
  const frozen = board && board.frozen !== undefined && board.frozen !== null;
  const kind = late ? "late" : message.state === "running" && message.paused ? "paused" : frozen ? "frozen" : message.state;
  $("wall-state").textContent = say(kind, { time: frozen ? short(board.frozen) : "" });
  $("wall-state").dataset.kind = kind;
}

let last = { state: "lobby" };
function heard(message) {
  if (message.t === "go") location.reload();
  if (message.t === "beat") { last = message; ahead = message.now_ms - Date.now(); setClock(message); }
  if (message.t === "board") { board = message; moments(); draw(); }
  state(last);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.closest?.("button, a, input")) return;
  event.preventDefault();
  held = !held;
  if (board?.brackets) live();
});
setInterval(() => { if (!held && board?.brackets) { page += 1; draw(); } }, TURN_MS);
setInterval(next, MOMENT_MS);
setInterval(countdown, 1000);
new ResizeObserver(() => { if (board?.brackets) curves(); }).observe($("wall-curves"));
startClock($("wall-clock"));
listen(document.body.dataset.ws, {
  heard,
  changed: (how) => { late = how === "lost" || how === "closed"; state(last); },
});
document.documentElement.dataset.ready = String(now() >= 0);
