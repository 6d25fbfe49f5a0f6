// A request that did not come through is told at the head of the page; what was typed stays where it is.
const told = () => document.querySelector("[data-lost] .notice");

function tell(event) {
  const notice = told();
  if (!notice) return;
  // Parts that refresh by themselves try again by themselves: only what somebody did is told.
  if (event.detail?.elt?.closest?.("[data-live-part]")) return;
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) document.addEventListener(kind, tell);

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) tell(event);
});

document.addEventListener("htmx:afterOnLoad", () => {
  const notice = told();
  if (notice) notice.hidden = true;
});
