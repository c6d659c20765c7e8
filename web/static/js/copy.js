// Copies what is shown once. Where the browser gives no clipboard, the text is selected for the hand.
import { each, whenShown } from "./topics.js";

whenShown((root) => each(root, "[data-copy]", (button) => { button.hidden = false; }));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = button.dataset.copied;
    document.getElementById("announcement").textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(source);
    source.focus();
  }
});
