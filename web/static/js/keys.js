// Single keys for those whose hands stay on the keyboard. They can be switched off (WCAG 2.1.4), and nothing fires
// while somebody writes.
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

function press(key) {
  const control = document.querySelector(`[data-key="${key}"]`);
  control?.click();
  return Boolean(control);
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  r: () => press("r"),
  h: () => press("h"),
  e: () => press("e"),
  ";": () => press(";"),
  "?": () => help?.showModal(),
};

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
  } else if (areOn() && acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help?.showModal();
});

if (toggle) {
  toggle.checked = areOn();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}
