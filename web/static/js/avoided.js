// Says calmly which of the words that a client's voice avoids stand in the answer. Nothing is refused.
import { each, whenShown } from "./topics.js";

function fold(text) {
  return text.replace(/’/g, "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function pattern(word) {
  const parts = fold(word).split(/\s+/).filter(Boolean);
  const inner = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${inner}(?![\\p{L}\\p{N}_])`, "u");
}

function warn(field) {
  const place = document.getElementById("answer-avoid");
  if (!place) return;
  const text = fold(field.value);
  const found = JSON.parse(place.dataset.words).filter((word) => pattern(word).test(text));
  const words = found.length ? `${place.dataset.said} ${found.join(", ")}` : "";
  if (place.textContent !== words) place.textContent = words;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) warn(event.target);
});
whenShown((root) => each(root, "[data-draft]", warn));
