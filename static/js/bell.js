// The bell: while the page is seen, a stream of hints; at each the count is fetched anew. A hidden page holds no connection,
// since a browser allows only a few to one server.
let stream = null;

function listen() {
  const bell = document.getElementById("bell");
  if (!bell?.dataset.bellEvents || stream || document.visibilityState !== "visible") return;
  stream = new EventSource(bell.dataset.bellEvents);
  let first = true;
  stream.addEventListener("changed", () => {
    // The page has just been read with its count; only what follows is news.
    if (!first) window.htmx.trigger("#bell", "refresh");
    first = false;
  });
}

function stop() {
  stream?.close();
  stream = null;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return stop();
  window.htmx.trigger("#bell", "refresh");
  listen();
});
addEventListener("pagehide", stop);
addEventListener("pageshow", listen);
listen();
