// What went well needs nobody: its toast leaves by itself, but not from under a pointer or the focus. What still can be
// recalled, or went wrong, stays for as long as the server says.
import { each, whenShown } from "./topics.js";

const SHOWN = 6000;
const STEP = 500;
const left = new Map();

function isHeld(toast) {
  return toast.matches(":hover") || toast.contains(document.activeElement);
}

// A list of toasts that comes anew must not bring back what has left.
whenShown((root) =>
  each(root, '.toast[data-state="published"]', (toast) => {
    const key = toast.dataset.reply;
    if (!left.has(key)) left.set(key, SHOWN);
    if (left.get(key) <= 0) toast.remove();
  }),
);

setInterval(() => {
  document.querySelectorAll('.toast[data-state="published"]').forEach((toast) => {
    if (isHeld(toast)) return;
    const rest = left.get(toast.dataset.reply) - STEP;
    left.set(toast.dataset.reply, rest);
    if (rest <= 0) toast.remove();
  });
}, STEP);
