// Keeps what was typed in a plain form when the session ends meanwhile: after signing in, the words are there again.
// They stay in this tab, go once they have been sent, and passwords are never among them.
import { each, whenShown } from "./topics.js";

const PREFIX = "palabre:form:";
const isSignedIn = "live" in document.body.dataset;

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.matches("input, textarea, select") && !field.matches("[type=hidden], [type=password], [type=file], [data-draft]"));
}

function keyOf(form) {
  const { pathname, search } = new URL(form.getAttribute("action"), location.href);
  return PREFIX + pathname + search;
}

function kept() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

function put(form) {
  const values = fieldsOf(form).map(({ name, value, checked }) => ({ name, value, checked }));
  sessionStorage.setItem(keyOf(form), JSON.stringify({ isLeft: false, values }));
}

// On a page that asks to sign in, or says what failed, what was typed waits. Any other shows that the form arrived.
const hasArrived = isSignedIn && !document.querySelector("[data-failure]");
for (const key of kept()) {
  const entry = JSON.parse(sessionStorage.getItem(key));
  if (!hasArrived) sessionStorage.setItem(key, JSON.stringify({ ...entry, isLeft: true }));
  else if (!entry.isLeft) sessionStorage.removeItem(key);
}

function fill(field, typed) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = typed.checked;
  else field.value = typed.value;
  if (typed.value) field.closest("details")?.setAttribute("open", "");
}

function restore(form) {
  const entry = JSON.parse(sessionStorage.getItem(keyOf(form)));
  if (!entry?.isLeft) return;
  const left = [...entry.values];
  for (const field of fieldsOf(form)) {
    const isChoice = field.type === "checkbox" || field.type === "radio";
    const place = left.findIndex((typed) => typed.name === field.name && (!isChoice || typed.value === field.value));
    if (place >= 0) fill(field, left.splice(place, 1)[0]);
  }
  put(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

if (isSignedIn) {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("form[method=post]:not([hx-post])")) put(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) kept().forEach((key) => sessionStorage.removeItem(key));
  });
  whenShown((root) => each(root, "form[method=post]:not([hx-post])", restore));
}
