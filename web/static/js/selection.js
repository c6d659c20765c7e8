// Marks in the list the conversation that stands open beside it, however either came there, and has its row say what has
// become of it; the server does the same on a plain load.
import { refetch } from "./refetching.js";

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

document.body.addEventListener("palabre:queue", () => {
  const row = document.getElementById(`row-${openConversation()}`);
  if (row) refetch(row);
});
