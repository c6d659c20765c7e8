// Single keys for those whose hands stay on the keyboard. They can be switched off (WCAG 2.1.4), and nothing fires
// while somebody writes. Which keys there are stands in the help, which the server makes of its own list of them.
import { reveal } from "./focus.js";

const SWITCH = "palabre:keys";
const help = document.getElementById("keys-help");
const toggle = help?.querySelector("[data-keys-switch]");

function areOn() {
  return localStorage.getItem(SWITCH) !== "off";
}

function move(step) {
  const links = [...document.querySelectorAll(".row__link")];
  if (links.length === 0) return;
  const from = links.includes(document.activeElement)
    ? links.indexOf(document.activeElement)
    : links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = Math.min(links.length - 1, Math.max(0, from + step));
  links[from < 0 ? 0 : next].focus();
}

// What unfolds a form is opened, and the focus goes to the first field of it.
function press(key) {
  const control = document.querySelector(`[data-key="${key}"]`);
  const field = control?.matches("summary") && control.parentElement.querySelector("select, input:not([type=hidden])");
  if (field) reveal(field);
  else control?.click();
}

const acts = { next: () => move(1), previous: () => move(-1), help: () => help.showModal() };
const shortcuts = new Map(
  [...(help?.querySelectorAll("[data-shortcut]") ?? [])].map(({ dataset: { shortcut, does } }) => [
    shortcut,
    does ? acts[does] : () => press(shortcut),
  ]),
);

function isWriting(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form[data-sends]");
    if (form) {
      event.preventDefault();
      // HTMX sends to the button that was clicked last, be it the one of the saved replies: so this one is clicked.
      form.querySelector("button[type=submit]:not([formaction])").click();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || help?.open) return;
  const inList = event.target.matches(".row__link");
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (inList && arrow) {
    event.preventDefault();
    move(arrow);
  } else if (areOn() && shortcuts.has(event.key)) {
    event.preventDefault();
    shortcuts.get(event.key)();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help?.showModal();
});

if (toggle) {
  toggle.checked = areOn();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}
