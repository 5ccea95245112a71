// The observer's pad: a key outside fields presses the button that shows it.
import "./panes.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const button = document.querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id === "pad" && event.detail.successful) document.getElementById("pad-note").value = "";
});
