// Counts what is written as the network counts it: in code points.
import { each, whenShown } from "./topics.js";

const number = new Intl.NumberFormat(document.documentElement.lang);

function count(field) {
  const counter = document.getElementById("answer-count");
  if (!counter) return;
  const written = [...field.value].length;
  const limit = Number(counter.dataset.limit || 0);
  const over = limit > 0 && written > limit;
  counter.dataset.state = over ? "over" : "fits";
  const total = limit ? `${number.format(written)} / ${number.format(limit)}` : number.format(written);
  counter.textContent = over ? `${total}, ${number.format(written - limit)} ${counter.dataset.over}` : total;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) count(event.target);
});
whenShown((root) => each(root, "[data-draft]", count));
