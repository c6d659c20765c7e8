import { each, whenShown } from "./topics.js";

// After a swap the focus stands where reading goes on, which is an error if there is one; a link into the page opens
// what it points to. What refetches itself takes the focus from nobody who was elsewhere.
const held = new Set();
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (target.contains(document.activeElement) && document.activeElement !== document.body) held.add(target.id);
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target;
  const hadFocus = held.delete(part.id);
  const inside = part.querySelector(".error[data-focus]") ?? part.querySelector("[data-focus]");
  const wanted = part.matches("[data-focus]") ? part : inside;
  // Of two folds of one name only one is open: the part that comes finds the old one open, and is folded.
  if (wanted) reveal(wanted);
  else if (hadFocus && document.activeElement === document.body) next(part)?.focus();
});

// Where nothing is left in the part, as after the last recall, reading goes on at the conversation or at the top. Not in
// the answer, which would then seem to be written in.
function next(part) {
  return (
    part.querySelector("h1, h2, a[href], button") ??
    document.querySelector(".talk__title[tabindex]") ??
    document.querySelector("h1[tabindex]")
  );
}

// A form that comes back as a page of its own may have its error far below.
const wrong = document.querySelector(".error[data-focus]");
if (wrong) reveal(wrong);

// What is to be answered stands in view when a conversation opens, without moving the focus.
whenShown((root) => each(root, ".bubble--focal", (bubble) => bubble.scrollIntoView({ block: "nearest" })));

export function reveal(target) {
  for (let node = target; node; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement) node.open = true;
  }
  target.scrollIntoView({ block: "nearest" });
  target.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target);
});
