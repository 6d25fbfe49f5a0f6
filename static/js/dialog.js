// Dialogs open by the button attributes command and commandfor; browsers without them are helped here.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-opens], button[data-closes]");
    if (!button) return;
    const { opens, closes } = button.dataset;
    if (opens) document.getElementById(opens)?.showModal();
    if (closes) document.getElementById(closes)?.close();
  });
}
