// Planned times in the viewer's own clock, and how long it is till then by the server's; times that
// are typed say in which zone.
const lang = document.documentElement.lang || undefined;
const day = new Intl.DateTimeFormat(lang, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const read = new WeakMap(); // when a place was last told the server's time, and what it was
const two = (n) => String(n).padStart(2, "0");

/** What the server's clock shows now, as far as this place knows. */
function now(place) {
  const told = Number(place.dataset.now);
  if (read.get(place)?.told !== told) read.set(place, { told, at: performance.now() });
  return told + performance.now() - read.get(place).at;
}

function span(seconds) {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days) return `${days} d ${hours} h`;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function write(place, words) {
  const inner = place.firstElementChild ?? place;
  if (inner.textContent !== words) inner.textContent = words;
}

function tick() {
  for (const place of document.querySelectorAll("time[data-at]")) write(place, day.format(new Date(place.dateTime)));
  for (const place of document.querySelectorAll("[data-left]")) {
    const left = Math.ceil((new Date(place.dataset.left) - now(place)) / 1000);
    write(place, left > 0 ? place.dataset.in.replace("%s", span(left)) : place.dataset.due);
    if (left < 0 && place.hasAttribute("data-reload")) location.reload();
  }
}

/** A moment's local reading, as a field of the kind datetime-local wants it. */
function local(moment) {
  const shifted = new Date(moment.getTime() - 60000 * moment.getTimezoneOffset());
  return shifted.toISOString().slice(0, 16);
}

for (const field of document.querySelectorAll("input[data-moment]")) {
  const form = field.form;
  const hidden = form.querySelector("[data-zone]");
  const known = field.closest("[data-utc]")?.dataset.utc;
  if (known) field.value = local(new Date(known));
  if (hidden) hidden.value = zone;
}
tick();
setInterval(tick, 500);
