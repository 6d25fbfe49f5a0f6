// Counts down to data-ends-at. The server's clock decides (R-GEN-05): data-now is its time when the page was made,
// so the reader's clock is only used to measure how long the page has been open.
const SECOND = 1000;
const LAST_MINUTES = 5 * 60 * SECOND;
const started = new WeakMap();

function left(element) {
  if (!started.has(element)) started.set(element, performance.now());
  const passed = "frozen" in element.dataset ? 0 : performance.now() - started.get(element);
  return Date.parse(element.dataset.endsAt) - Date.parse(element.dataset.now) - passed;
}

function words(milliseconds, element) {
  const seconds = Math.ceil(milliseconds / SECOND);
  const days = Math.floor(seconds / 86400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return days > 0 ? `${days} ${element.dataset.day} ${clock}` : clock;
}

function tick() {
  for (const element of document.querySelectorAll("[data-ends-at]")) {
    const rest = left(element);
    element.textContent = rest > 0 ? words(rest, element) : element.dataset.over;
    element.dataset.urgency = rest <= 0 ? "over" : rest <= LAST_MINUTES ? "last" : "ample";
    if (rest <= 0 && !("told" in element.dataset)) {
      element.dataset.told = "";
      element.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
    }
  }
}

tick();
setInterval(tick, 200);
document.addEventListener("htmx:afterSwap", tick);
