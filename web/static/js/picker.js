// Saved replies by keyboard and mouse: typing looks for one, choosing puts it where the caret stands, and the browser's
// own undo takes it back. Without this module the same buttons send the answer's form, and the server does it.
const visited = new WeakSet();

const field = () => document.getElementById("answer");
const panel = () => document.getElementById("picker");

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-draft]")) visited.add(event.target);
});

function close() {
  panel().replaceChildren();
  panel().hidden = true;
  field()?.focus();
}

function isProposed(answer) {
  return "proposed" in answer.dataset && answer.value === answer.defaultValue;
}

// The sources belong to the draft: they go with it, and come back when it is fetched back.
function nameSources(answer) {
  if (!("proposed" in answer.dataset)) return;
  const isGone = answer.form.dataset.replaced === "true" && answer.value !== answer.defaultValue;
  answer.form.querySelectorAll('input[name="source"]').forEach((source) => { source.disabled = isGone; });
  answer.form.querySelectorAll(".sources").forEach((list) => { list.hidden = isGone; });
}

function choose(answer) {
  if (isProposed(answer)) return [0, answer.value.length];
  const end = answer.value.length;
  return visited.has(answer) ? [answer.selectionStart, answer.selectionEnd] : [end, end];
}

function join(before, text, after) {
  const start = before && !/\s$/.test(before) ? " " : "";
  const end = after && !/^\s/.test(after) ? " " : "";
  return start + text + end;
}

function insert(option) {
  const answer = field();
  const [start, end] = choose(answer);
  const [before, after] = [answer.value.slice(0, start), answer.value.slice(end)];
  const isAlone = (before + after).trim() === "";
  if (isProposed(answer)) answer.form.dataset.replaced = "true";
  close();
  answer.setSelectionRange(isAlone ? 0 : start, isAlone ? answer.value.length : end);
  const words = isAlone ? option.dataset.whole : join(before, option.dataset.text, after);
  // Only this command leaves an entry in the browser's own undo.
  if (!document.execCommand("insertText", false, words)) {
    answer.setRangeText(words, answer.selectionStart, answer.selectionEnd, "end");
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.getElementById("announcement").textContent = document.querySelector("[data-picker-open]").dataset.inserted;
}

function step(from, by) {
  const stops = [document.getElementById("picker-search"), ...panel().querySelectorAll(".picker__option")];
  stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(from) + by))].focus();
}

document.addEventListener("click", (event) => {
  const option = event.target.closest(".picker__option");
  if (option) {
    event.preventDefault();
    insert(option);
  } else if (event.target.closest("[data-picker-close]")) {
    event.preventDefault();
    close();
  } else if (event.target.closest("[data-picker-search]")) {
    event.preventDefault();
    step(event.target, 0);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === ";" && (event.ctrlKey || event.metaKey)) {
    const opener = document.querySelector("[data-picker-open]");
    if (!opener) return;
    event.preventDefault();
    opener.click();
    return;
  }
  if (!event.target.closest("#picker")) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (by) {
    event.preventDefault();
    step(event.target, by);
  } else if (event.key === "Enter" && event.target.id === "picker-search") {
    event.preventDefault();
    // What is listed may still be the answer to fewer letters.
    const isCurrent = document.getElementById("picker-options").dataset.search === event.target.value;
    const first = panel().querySelector(".picker__option");
    if (isCurrent && first) insert(first);
  }
});

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) nameSources(event.target);
});
