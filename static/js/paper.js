// A file that is too large is told before it is sent: <input type="file" data-most-bytes="20971520" data-too-large="…">.
document.addEventListener("change", (event) => {
  const input = event.target.closest?.("input[type=file][data-most-bytes]");
  if (!input) return;
  const most = Number(input.dataset.mostBytes);
  const tooLarge = [...input.files].some((file) => file.size > most);
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  if (tooLarge) input.reportValidity();
});
// Our forms are `novalidate`: what is known to be refused is not sent.
document.addEventListener("submit", (event) => {
  const wrong = [...event.target.querySelectorAll("input[type=file][data-most-bytes]")].find((input) => input.validity.customError);
  if (!wrong) return;
  event.preventDefault();
  wrong.reportValidity();
}, true);
