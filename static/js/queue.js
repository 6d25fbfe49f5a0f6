// Keys of a queue, and its bulk bar. Rows are [data-row]; each holds a link [data-open] and may hold a checkbox [data-pick].
// The focus itself moves, so a screen reader reads the row; everything here can also be reached by Tab.
const STORED = "queue-keys";
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

const rows = () => [...document.querySelectorAll("[data-row]")];
const at = () => rows().findIndex((row) => row.contains(document.activeElement));
const picks = () => [...document.querySelectorAll("[data-pick]")];

function enabled() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = at();
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  const link = all[next].querySelector("[data-open]");
  link?.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function pick(all) {
  const boxes = all ? picks() : [rows()[at()]?.querySelector("[data-pick]")].filter(Boolean);
  const on = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = on;
  count();
}

function take() {
  const box = rows()[at()]?.querySelector("[data-pick]");
  if (box && !picks().some((one) => one.checked)) box.checked = true;
  count();
  if (picks().some((one) => one.checked)) document.querySelector("[data-takes]")?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => pick(false),
  a: () => pick(true),
  t: take,
  "/": () => document.querySelector("[data-searches]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape" && event.target.matches?.("[data-searches]")) {
    event.target.blur();
    return;
  }
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]") || !enabled()) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// The bulk bar says how many rows are chosen; its buttons wait until one is.
function count() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = picks().filter((box) => box.checked).length;
  const words = bar.querySelector("[data-bulk-count]");
  words.textContent = chosen ? words.dataset.some.replace("#", String(chosen)) : words.dataset.none;
  bar.toggleAttribute("data-on", chosen > 0);
  for (const button of bar.querySelectorAll("button")) button.disabled = !chosen;
  const all = document.querySelector("[data-pick-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === picks().length;
  all.indeterminate = chosen > 0 && !all.checked;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-pick-all]")) for (const box of picks()) box.checked = event.target.checked;
  if (event.target.matches?.("[data-pick], [data-pick-all]")) count();
  if (event.target.matches?.("[data-keys-on]")) {
    try {
      localStorage.setItem(STORED, event.target.checked ? "on" : "off");
    } catch {
      // A browser that keeps nothing: the keys stay on.
    }
  }
});

function begin() {
  const box = document.querySelector("[data-keys-on]");
  if (box) box.checked = enabled();
  count();
}

begin();
document.addEventListener("htmx:afterSettle", begin);
addEventListener("pageshow", begin);
