// Parts of a page refetch themselves when a topic is called on the body: queue, replies, thread.
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
