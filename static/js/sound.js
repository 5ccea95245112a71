// One short tone, at a press: is the sound on?
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-sound]")) return;
  const context = new AudioContext(), tone = context.createOscillator(), loud = context.createGain();
  loud.gain.setValueAtTime(0.2, context.currentTime);
  loud.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.6);
  tone.frequency.value = 660;
  tone.connect(loud).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.6);
  tone.onended = () => context.close();
});
