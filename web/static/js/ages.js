// Keeps "4 min" true while a list stays open; the words are those of web/rendering/times.py.
const SPACE = "\u00a0";
const { days, justNow } = document.body.dataset;

function say(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return justNow;
  if (minutes < 60) return `${minutes}${SPACE}min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)}${SPACE}h${SPACE}${String(minutes % 60).padStart(2, "0")}`;
  return `${Math.floor(minutes / 1440)}${SPACE}${days}`;
}

setInterval(() => {
  document.querySelectorAll("[data-age] time").forEach((time) => {
    const words = say((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (time.textContent !== words) time.textContent = words;
  });
}, 30000);
