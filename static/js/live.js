// A live page: the server sends hints over an event stream (data-live-url), each makes htmx fetch the parts anew.
// A hint carries no content; a lost connection is said (data-live-state) and made good by one fetch when it returns.
const RETRY = 3000;

function refresh(root) {
  for (const part of root.querySelectorAll("[data-live-part]")) window.htmx.trigger(part, "refresh");
}

function listen(root) {
  const stream = new EventSource(root.dataset.liveUrl);
  stream.addEventListener("open", () => {
    if (root.dataset.liveState === "lost") refresh(root);
    root.dataset.liveState = "live";
  });
  stream.addEventListener("hint", () => refresh(root));
  stream.addEventListener("end", () => {
    stream.close();
    refresh(root);
    delete root.dataset.liveState;
  });
  stream.addEventListener("error", () => {
    root.dataset.liveState = "lost";
    // The browser reconnects by itself unless the server refused; then it is our turn.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY, root);
  });
  addEventListener("pagehide", () => stream.close(), { once: true });
}

for (const root of document.querySelectorAll("[data-live-url]")) {
  root.addEventListener("countdown:over", () => setTimeout(refresh, 1000, root));
  listen(root);
}
