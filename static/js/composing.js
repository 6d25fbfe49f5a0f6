// While Chinese is being composed, the letters in the field are not words yet: searches wait for the words.
document.addEventListener(
  "input",
  (event) => {
    if (event.isComposing) event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("compositionend", (event) => {
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});
