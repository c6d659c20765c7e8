// Shows the time left of an undo window. The window itself ends on the server; when it does, the toasts are refetched.
import { call, each, whenShown } from "./topics.js";

const STEP = 250;
const AGAIN = 1500;
let full = new Map();

function start(toast) {
  // The server's clock counts, not the browser's: only the difference of its two times is used.
  const left = Date.parse(toast.dataset.sendAt) - Date.parse(toast.dataset.now);
  toast.ends = performance.now() + left;
  const key = toast.dataset.sendAt;
  full.set(key, Math.max(left, full.get(key) ?? 0, 1));
}

function show(toast) {
  const left = toast.ends - performance.now();
  const words = toast.querySelector("[data-countdown]");
  const text = `${Math.max(0, Math.ceil(left / 1000))}\u00a0s`;
  if (words.textContent !== text) words.textContent = text;
  const part = Math.max(0, Math.min(1, left / full.get(toast.dataset.sendAt)));
  toast.querySelector("[data-ring]").setAttribute("stroke-dashoffset", String(100 - 100 * part));
  return left > 0;
}

let asked = 0;
setInterval(() => {
  const toasts = [...document.querySelectorAll(".toast[data-send-at]")];
  const waiting = document.querySelector('.toast[data-state="sending"]');
  const ended = toasts.filter((toast) => !show(toast)).length > 0;
  if ((ended || waiting) && performance.now() - asked > AGAIN) {
    asked = performance.now();
    call("replies");
  }
}, STEP);

whenShown((root) => each(root, ".toast[data-send-at]", start));
