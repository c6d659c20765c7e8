// Parts of a page name the topic that has them refetch themselves. A part that is being refetched is about to be replaced,
// and whatever is asked of it meanwhile, or before what comes has settled, would go with it: it waits. A part with a pace
// (milliseconds) is asked no more often than that, and the last call is never lost.
const TOPICS = ["queue", "replies", "automation", "thread", "composer"];
const STEP = 250;
const asked = new Map();
const wanted = new Set();

export function isBusy(part) {
  return part.closest(".htmx-request, .htmx-added") !== null || part.querySelector(".htmx-request") !== null;
}

export function refetch(part) {
  wanted.add(part.id);
  ask(part.id);
}

function ask(id) {
  const part = document.getElementById(id);
  if (!part) {
    wanted.delete(id);
    return;
  }
  const since = performance.now() - (asked.get(id) ?? -Infinity);
  if (isBusy(part) || since < Number(part.dataset.pace ?? 0)) return;
  wanted.delete(id);
  asked.set(id, performance.now());
  part.dispatchEvent(new CustomEvent("palabre:refetch"));
}

TOPICS.forEach((topic) =>
  document.body.addEventListener(`palabre:${topic}`, () =>
    document.querySelectorAll(`[data-topic="${topic}"]`).forEach(refetch),
  ),
);

// What somebody has unfolded stays so, by its id; so does the focus, of which HTMX takes care.
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  unfolded = [...target.querySelectorAll("details[open][id]")].map((fold) => fold.id);
});
document.body.addEventListener("htmx:afterSwap", () => {
  unfolded.splice(0).forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
});

setInterval(() => wanted.forEach(ask), STEP);
