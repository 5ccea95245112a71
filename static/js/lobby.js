// Before the start the page only waits: the socket says "go".
import { listen } from "./live.js";
import "./panes.js";
import "./sound.js";

const root = document.getElementById("lobby");
listen(root.dataset.ws, {
  heard: (message) => {
    if (message.t === "go") location.assign(message.to);
    if (message.t === "frame" || (message.t === "beat" && message.state === "running")) location.assign(root.dataset.play);
    if (message.t === "beat" && message.state === "ended") location.assign(root.dataset.result);
  },
  changed: (state) => { document.getElementById("lost").hidden = state === "live" || state === "late"; },
});
