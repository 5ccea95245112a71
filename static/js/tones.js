// Short tones made in the browser: no file is fetched, and nothing exists before somebody pressed.
const CUES = {
  check: [[660, 0.6]],
  alarm: [[660, 0.12], [880, 0.12]],
  soft: [[660, 0.2]],
  yours: [[520, 0.25]],
};
let context = null;

/** Within a press: browsers let no sound out before one. */
export function unlock() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
}

/** Play a cue as loud as `volume` (0 to 1); nothing before `unlock`. */
export function play(cue, volume) {
  if (!context || !(volume > 0)) return;
  let at = context.currentTime;
  for (const [pitch, seconds] of CUES[cue]) {
    const tone = context.createOscillator(), loud = context.createGain();
    loud.gain.setValueAtTime(0.4 * volume, at);
    loud.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    tone.frequency.value = pitch;
    tone.connect(loud).connect(context.destination);
    tone.start(at);
    at += seconds;
    tone.stop(at);
  }
}
