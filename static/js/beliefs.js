// The belief board: what somebody moves stays theirs until it is saved; what nobody moved follows
// the team's last word.
const form = () => document.querySelector("[data-beliefs]");
const fields = (of) => [...of.querySelectorAll("[data-saved]")];
let moved = false;

function show(field) {
  const words = field.parentElement.querySelector("output");
  if (words) words.textContent = `${field.value} %`;
}

function settle(of) {
  const dirty = fields(of).some((field) => field.value !== field.dataset.saved);
  of.toggleAttribute("data-draft", moved && dirty);
}

function follow() {
  const of = form();
  if (!of) return;
  for (const field of fields(of)) {
    if (!moved) field.value = field.dataset.saved;
    show(field);
  }
  settle(of);
}

document.addEventListener("input", (event) => {
  const of = event.target.closest?.("[data-beliefs]");
  if (!of) return;
  moved = true;
  show(event.target);
  settle(of);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.target.matches?.("[data-beliefs]") || event.detail.xhr.status !== 200) return;
  for (const field of fields(event.target)) field.dataset.saved = field.value;
  moved = false;
  settle(event.target);
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "pane-team") follow(); });
follow();
