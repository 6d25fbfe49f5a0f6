// The bidder's page of a sealed price: the price is checked, said in capitals and encrypted here; only the envelope is sent.
// It is sealed once: after a lost connection the very same envelope is sent again, and the market takes it once.
import { canonical, capitals, seal } from "./envelopes.js";

const form = document.querySelector("[data-sealing]");
const terms = JSON.parse(form.dataset.sealing);
const price = form.querySelector("#sealed-price");
const fault = form.querySelector("[data-fault]");
const declined = form.querySelector("[data-declined]");
const button = form.querySelector("[type=submit]");
const back = form.querySelector("[data-back]");
const sure = form.querySelector("[data-sure]");
const files = form.querySelector("input[type=file]");
const steps = Object.fromEntries([...form.querySelectorAll("[data-step]")].map((part) => [part.dataset.step, part]));
const LARGE = 1.2; // from the least price on: then it must be ticked, too
let sealed = null; // the envelope that was made, until the market has answered
let sending = false;

document.querySelector("[data-sealing-wait]").hidden = true;
form.hidden = false;
show("price", { focus: false });

function show(step, { focus = true } = {}) {
  for (const [name, part] of Object.entries(steps)) part.hidden = name !== step;
  if (focus) steps[step].querySelector("h3, input")?.focus();
}

// In fen; NaN for what is no amount in yuan.
function fenOf(written) {
  const plain = written.trim().replaceAll(",", "").replaceAll("，", "");
  return /^\d{1,15}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : NaN;
}

function yuan(fen) {
  const [whole, cents] = [Math.floor(fen / 100), String(fen % 100).padStart(2, "0")];
  return `${whole.toString().replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

function priceIsFit(fen) {
  const wrong = !Number.isSafeInteger(fen) ? "amount" : fen < terms.floor_fen ? "low" : "";
  fault.hidden = !wrong;
  fault.textContent = wrong && fault.dataset[wrong];
  price.setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) price.focus();
  return !wrong;
}

function filesAreFit() {
  if (!files) return true;
  const field = files.closest("[data-files]");
  const told = field.querySelector("[data-files-fault]");
  const none = files.files.length === 0;
  told.hidden = !none;
  told.textContent = none ? field.dataset.none : "";
  if (none) files.focus();
  return !none && files.reportValidity();
}

function check() {
  const fen = fenOf(price.value);
  if (!priceIsFit(fen) || !filesAreFit()) return;
  form.querySelector("[data-figures]").textContent = yuan(fen);
  form.querySelector("[data-capitals]").textContent = capitals(fen);
  const names = [...(files?.files ?? [])].map((file) => Object.assign(document.createElement("li"), { textContent: file.name }));
  form.querySelector("[data-chosen-again]")?.replaceChildren(...names);
  const large = fen > terms.floor_fen * LARGE;
  form.querySelector("[data-large]").hidden = !large;
  sure.required = large;
  declined.hidden = true;
  show("confirm");
}

function keepCopy(opening) {
  const link = form.querySelector("[data-copy]");
  link.href = URL.createObjectURL(new Blob([canonical(opening)], { type: "application/json" }));
  link.download = `${opening.sale}-${opening.round}-${opening.code}.json`;
  link.hidden = false;
  link.click();
}

function tell(words) {
  declined.querySelector("[data-declined-words]").textContent = words;
  declined.hidden = false;
}

function busy(now) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = now ? button.dataset.busy : label;
  sending = button.disabled = now;
  back.hidden = now || sealed !== null; // what is sealed and may have arrived is sent as it is
}

// Where the market keeps it: the page to go to. What it declined is told, and may be changed. Throws without an answer.
async function send() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (answer.status >= 500 || answer.redirected) throw new Error(String(answer.status));
  return answer.json();
}

form.querySelector("[data-check]").addEventListener("click", check);
back.addEventListener("click", () => show("price"));
price.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  check();
});
addEventListener("beforeunload", (event) => {
  if (sending || sealed) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending || !form.reportValidity()) return;
  busy(true);
  declined.hidden = true;
  try {
    if (!sealed) {
      const { envelope, opening } = await seal(terms, fenOf(price.value));
      sealed = canonical(envelope);
      form.querySelector("[name=envelope]").value = sealed;
      keepCopy(opening);
    }
  } catch {
    busy(false);
    return tell(declined.dataset.unable);
  }
  try {
    const { kept, errors } = await send();
    sealed = null;
    sending = false;
    if (kept) return location.assign(kept);
    tell(errors.join(" "));
  } catch {
    tell(declined.dataset.lost);
  }
  busy(false);
});
