// Marks in the list the conversation that stands open beside it, however either came there, and has its row say what has
// become of it; the server does the same on a plain load.
function openConversation() {
  return document.querySelector("[data-conversation]")?.dataset.conversation;
}

function select() {
  const open = openConversation();
  document.querySelectorAll(".row__link").forEach((link) => {
    if (link.id === `open-${open}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

document.body.addEventListener("htmx:afterSettle", select);

let isWanted = false;

// A row that is being refetched is about to be replaced, and whatever is asked of it goes with it: it waits.
function refresh() {
  const row = document.getElementById(`row-${openConversation()}`);
  isWanted = row?.classList.contains("htmx-request") ?? false;
  if (row && !isWanted) row.dispatchEvent(new CustomEvent("palabre:row"));
}

document.body.addEventListener("palabre:queue", refresh);
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (isWanted && event.target.matches(".row")) refresh();
});
