// A live page: the server sends hints over an event stream (data-live-url), each makes htmx fetch the parts anew.
// A hint carries no content; a lost connection is said (data-live-state), bridged by asking every few seconds, and made
// good by one fetch when it returns.
// What changed is told to screen readers in the words of data-live-words, once each.
const RETRY = 3000;
const POLL = 5000;
const polls = new WeakMap();

function refresh(root) {
  for (const part of root.querySelectorAll("[data-live-part]")) window.htmx.trigger(part, "refresh");
}

function poll(root, lost) {
  if (lost && !polls.has(root)) polls.set(root, setInterval(refresh, POLL, root));
  if (lost) return;
  clearInterval(polls.get(root));
  polls.delete(root);
}

function tell(root) {
  const words = root.querySelector("[data-live-words]")?.textContent;
  let status = root.querySelector(":scope > .live-told");
  if (!words || status?.dataset.words === words) return;
  if (status) {
    status.textContent = words;
    root.querySelector(".price-now")?.classList.add("fresh");
  } else {
    // The first words are on the page already; only what follows is news.
    status = document.createElement("p");
    status.className = "live-told unseen";
    status.setAttribute("role", "status");
    root.append(status);
  }
  status.dataset.words = words;
}

function listen(root) {
  const stream = new EventSource(root.dataset.liveUrl);
  stream.addEventListener("open", () => {
    if (root.dataset.liveState === "lost") refresh(root);
    root.dataset.liveState = "live";
    poll(root, false);
  });
  stream.addEventListener("changed", () => refresh(root));
  stream.addEventListener("end", () => {
    stream.close();
    poll(root, false);
    refresh(root);
    delete root.dataset.liveState;
  });
  stream.addEventListener("error", () => {
    root.dataset.liveState = "lost";
    poll(root, true);
    // The browser reconnects by itself unless the server refused; then it is our turn.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY, root);
  });
  addEventListener("pagehide", () => stream.close(), { once: true });
  // Back from the browser's cache: the stream was closed, the page is old.
  addEventListener("pageshow", (event) => event.persisted && (refresh(root), listen(root)), { once: true });
}

for (const root of document.querySelectorAll("[data-live-url]")) {
  tell(root);
  root.addEventListener("htmx:afterSwap", () => tell(root));
  root.addEventListener("countdown:over", () => setTimeout(refresh, 1000, root));
  listen(root);
}
