// The one place where the browser turns raw integers into words. The template filters in
// game/templatetags/desk.py follow tests/views/format_vectors.json too: same input, same words.
const MINUS = "\u2212";
const UNITS = [[1, ""], [1e3, "k"], [1e6, "M"], [1e9, "bn"]];

const half = (top, bottom) => Math.floor((2 * top + bottom) / (2 * bottom));
const commas = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
const sign = (value, words, plus) => (value < 0 ? MINUS : value > 0 && plus ? "+" : "") + words;

const real = (cents) => (Math.abs(cents) >= 50 ? cents : 0);

function three(cents, unit) {
  for (const places of unit === 1 ? [0] : [2, 1, 0]) {
    const scaled = half(cents * 10 ** places, 100 * unit);
    if (scaled < 1000) return (scaled / 10 ** places).toFixed(places);
  }
  return null;
}

function short(cents) {
  for (const [unit, name] of UNITS) {
    const words = three(cents, unit);
    if (words !== null) return words + name;
  }
  return commas(half(cents, 1e11)) + "bn";
}

/** Whole dollars with their sign, from cents. */
export const money = (cents) => sign(real(cents), "$" + commas(half(Math.abs(cents), 100)), true);
/** Three significant digits, no plus, from cents. */
export const compact = (cents) => sign(real(cents), "$" + short(Math.abs(cents)), false);
/** Three significant digits with their sign, from cents. */
export const signed = (cents) => sign(real(cents), "$" + short(Math.abs(cents)), true);
/** A count; -1 is unknown. */
export const count = (value) => (value === -1 ? "?" : sign(value, commas(Math.abs(value)), false));
/** Shares, signed. */
export const shares = (value) => sign(value, commas(Math.abs(value)), true);
/** Hundredths, so 340 reads 3.4×; -1 is unknown. */
export const ratio = (hundredths) => {
  if (hundredths < 0) return "?";
  const tenths = half(hundredths, 10);
  return (tenths < 100 ? (tenths / 10).toFixed(1) : commas(half(hundredths, 100))) + "×";
};
/** Step 0 is 08:00:00. */
export const clock = (step) => {
  if (step < 0) return "?";
  const two = (number) => String(number).padStart(2, "0");
  const second = 28800 + Math.floor(step);
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
};
/** A span of seconds as m:ss. */
export const span = (seconds) => {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
/** How fast simulated time runs. */
export const speed = (factor) => `×${Number(factor)}`;
/** Real seconds that a simulated minute takes at that speed: to a tenth, whole ones without. */
export const minute = (factor) => (factor > 0 ? String(Math.floor(600 / factor + 0.5) / 10) : "?");
/** Age of a heartbeat in seconds. */
export const beat = (seconds) => (seconds < 0 ? "?" : `${commas(seconds)} s`);

export const formats = { money, compact, signed, count, shares, ratio, clock, span, speed, minute, beat };
