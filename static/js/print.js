// Buttons that print the page: <button type="button" data-prints>.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("button[data-prints]")) window.print();
});
