// Live events carry a name and ids, never content: the page refetches the part they speak of, so that rights are
// checked again. Without a stream it polls.
import { isBusy } from "./refetching.js";
import { call } from "./topics.js";

const POLL = 10000;
const PATIENCE = 2000;
const address = document.body.dataset.live;
let polling = 0;
let isOwed = false;
let threadChanged = false;
let repliesChanged = false;

function openConversation() {
  return document.querySelector("[data-conversation]")?.dataset.conversation;
}

function isWorkedIn(thread) {
  return thread.contains(document.activeElement) || thread.querySelector("details[open]") !== null;
}

// A thread in which somebody works is left alone until they are done, also by what was asked for before they began.
function refreshThread() {
  const thread = document.getElementById("thread");
  if (!threadChanged || !thread || isBusy(thread) || isWorkedIn(thread)) return;
  threadChanged = false;
  call("thread");
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  const refetched = target.id === "thread" && requestConfig.triggeringEvent?.type === "palabre:refetch";
  if (!refetched || !isWorkedIn(target)) return;
  event.detail.shouldSwap = false;
  threadChanged = true;
});

// An answer on its way brings its toast itself. Earlier by this stream, it could be recalled before the page says that
// it was sent, which would then take away what was written since.
function refreshReplies() {
  const isSending = document.querySelector("[data-sends].htmx-request") !== null;
  if (!repliesChanged || isSending) return;
  repliesChanged = false;
  call("replies");
}

function hear(message) {
  const { name, ids } = JSON.parse(message.data);
  if (name === "missed") poll();
  else if (name.startsWith("reply.")) {
    repliesChanged = true;
    // Its ids are of replies: the open thread may be the one that a colleague answers or recalls.
    threadChanged = true;
    refreshReplies();
  } else if (name.startsWith("automation.")) call("automation");
  else call("queue");
  if (ids.includes(openConversation())) threadChanged = true;
  refreshThread();
}

// A page that nobody sees asks once it is seen.
function poll() {
  isOwed = document.hidden;
  if (isOwed) return;
  call("queue");
  call("automation");
  repliesChanged = true;
  refreshReplies();
  threadChanged = true;
  refreshThread();
}

function connect() {
  const stream = new EventSource(address);
  let wasLost = false;
  stream.addEventListener("message", hear);
  stream.addEventListener("error", () => {
    wasLost = true;
    if (!polling) polling = setInterval(poll, POLL);
  });
  stream.addEventListener("open", () => {
    clearInterval(polling);
    polling = 0;
    // What happened while the stream was gone is fetched once.
    if (wasLost) poll();
    wasLost = false;
  });
  document.addEventListener("visibilitychange", () => { if (isOwed) poll(); });
  addEventListener("pagehide", () => stream.close());
}

if (address) {
  connect();
  setInterval(() => { refreshThread(); refreshReplies(); }, PATIENCE);
}
