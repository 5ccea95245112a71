// Before the start the page only waits: the socket says "go".
import { leave } from "./leave.js";
import { listen } from "./live.js";
import "./panes.js";
import "./sound.js";

const root = document.getElementById("lobby");
listen(root.dataset.ws, {
  heard: (message) => {
    if (message.t === "go") leave(message.to);
    if (message.t === "frame" || (message.t === "beat" && message.state === "running")) leave(root.dataset.play);
    if (message.t === "beat" && message.state === "ended") leave(root.dataset.result);
  },
  changed: (state) => { document.getElementById("lost").hidden = state === "live" || state === "late"; },
});
