// Marks in the list which conversation stands open; the server does the same on a plain load.
function select() {
  document.querySelectorAll(".row__link").forEach((link) => {
    if (new URL(link.href).pathname === location.pathname) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

document.body.addEventListener("htmx:pushedIntoHistory", select);
document.body.addEventListener("htmx:afterSettle", select);
