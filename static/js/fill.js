// Buttons that put a value into a field: <button type="button" data-fills="id_price" data-value="3400000.00">.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-fills]");
  if (!button) return;
  const field = document.getElementById(button.dataset.fills);
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
