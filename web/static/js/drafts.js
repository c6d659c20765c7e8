// Keeps an unsent answer while this tab lives: changing to another draft or conversation loses no word.
import { each, whenShown } from "./topics.js";

const PREFIX = "palabre:draft:";

function forgetAll() {
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches("[data-draft]")) sessionStorage.setItem(PREFIX + field.dataset.draft, field.value);
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget-drafts]")) forgetAll();
});

// While an answer is on its way its words stand still: what were written on would go when the composer comes back empty.
function hold(event, isHeld) {
  const form = event.detail.elt;
  if (form.matches("[data-sends]")) form.querySelector("[data-draft]").readOnly = isHeld;
}

document.body.addEventListener("htmx:beforeSend", (event) => hold(event, true));
document.body.addEventListener("htmx:afterRequest", (event) => hold(event, false));

// Before the answer is swapped in: what it brings must not be filled with the words that have just been sent.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = event.detail.elt;
  if (event.detail.xhr.status >= 400 || !form.matches("[data-sends]")) return;
  sessionStorage.removeItem(PREFIX + form.querySelector("[data-draft]").dataset.draft);
});

whenShown((root) =>
  each(root, "[data-draft]", (field) => {
    const kept = sessionStorage.getItem(PREFIX + field.dataset.draft);
    if (kept === null || kept === field.value) return;
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }),
);

// A composer that refetches itself, to give back what was recalled, comes too late for who has begun to write in it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  const refetched = target.id === "composer" && requestConfig.triggeringEvent?.type === "palabre:refetch";
  if (!refetched || !target.contains(document.activeElement)) return;
  if (target.querySelector("[data-draft]").value.trim()) event.detail.shouldSwap = false;
});
