// A topic that is called on the body has the parts of the page refetch themselves that name it.
export function call(topic) {
  document.body.dispatchEvent(new CustomEvent(`palabre:${topic}`));
}

export function whenShown(show) {
  show(document);
  document.body.addEventListener("htmx:afterSettle", (event) => show(event.target));
}

export function each(root, selector, act) {
  if (root instanceof Element && root.matches(selector)) act(root);
  root.querySelectorAll(selector).forEach(act);
}
