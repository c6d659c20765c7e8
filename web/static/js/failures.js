// Says why an action failed: the server's own sentence, or that it was not reached and nothing written was lost.
const SECONDS = 10;
const box = document.getElementById("failure");
let hiding = 0;

function fail(event) {
  const sentence = event.detail.xhr?.getResponseHeader("X-Palabre-Failure");
  box.textContent = sentence ? decodeURIComponent(sentence) : document.body.dataset.failed;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.hidden = true; }, SECONDS * 1000);
}

document.body.addEventListener("htmx:sendError", fail);
document.body.addEventListener("htmx:timeout", fail);
document.body.addEventListener("htmx:responseError", (event) => {
  // A session that has ended is asked for again by the page itself.
  if (event.detail.xhr.status === 401) location.reload();
  else fail(event);
});
