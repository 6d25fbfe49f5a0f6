// Escape hides the exact value of a compact amount until it is pointed at or focused again (WCAG 1.4.13).
const shown = ".exact:hover, .exact:focus";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const amount of document.querySelectorAll(shown)) amount.dataset.dismissed = "";
});

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const amount = event.target.closest?.(".exact");
    if (amount && !amount.contains(event.relatedTarget)) delete amount.dataset.dismissed;
  });
}
