// The week's pages: the plan asks for itself (htmx); the socket says when 1 August begins.
import { leave } from "./leave.js";
import { listen } from "./live.js";
import "./panes.js";
import "./dialogs.js";

const root = document.getElementById("lobby");
listen(root.dataset.ws, {
  heard: (message) => {
    if (message.t === "go" && message.to !== location.pathname) leave(message.to);
    if (message.t === "frame" || (message.t === "beat" && message.state === "running")) {
      if (root.dataset.result) leave(root.dataset.play);
    }
    if (message.t === "beat" && message.state === "ended" && root.dataset.result) leave(root.dataset.result);
  },
  changed: (state) => { document.getElementById("lost").hidden = state === "live" || state === "late"; },
});
