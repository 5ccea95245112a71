// Tells exercise control that a call, a mail or a chat has been on this screen; alerts are not told of.
const root = document.getElementById("console");
const told = new Set();
const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };

async function tell(number) {
  if (told.has(number)) return;
  told.add(number);
  const seats = root.dataset.seats.replaceAll(" ", "-");
  const body = new URLSearchParams({ message: number, key: `seen.${root.dataset.me}.${seats}.${number}`.slice(0, 64) });
  const answer = await fetch(root.dataset.seenUrl, { method: "POST", headers, body }).catch(() => null);
  if (!answer || answer.status >= 500) setTimeout(() => { told.delete(number); follow(); }, 3000); // no line
}

const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && !document.hidden) tell(entry.target.dataset.told);
}, { threshold: 0.5 });

function follow() {
  watch.disconnect();
  for (const row of document.querySelectorAll("#pane-messages [data-told]")) if (!told.has(row.dataset.told)) watch.observe(row);
}

document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "pane-messages") follow(); });
document.addEventListener("visibilitychange", follow);
follow();
