// One short tone, at a press: is the sound on?
import { play, unlock } from "./tones.js";

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-sound]")) return;
  unlock();
  play("check", 0.5);
});
