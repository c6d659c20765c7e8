// On a phone the answer is one line until somebody writes in it, so that the conversation has the screen. It folds when
// something else is touched, not when the focus goes: a button of it that is pressed must not move away meanwhile.
import { each, whenShown } from "./topics.js";

function fold(composer) {
  const needsEyes = composer.querySelector(".error, .composer__moved") !== null;
  composer.toggleAttribute("data-folded", !needsEyes && !composer.contains(document.activeElement));
}

whenShown((root) => each(root, ".composer:has(form)", fold));

document.addEventListener("focusin", (event) => {
  event.target.closest(".composer")?.removeAttribute("data-folded");
});

document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".composer, .picker")) return;
  document.querySelectorAll(".composer:has(form)").forEach((composer) => {
    composer.toggleAttribute("data-folded", composer.querySelector(".error") === null);
  });
});
