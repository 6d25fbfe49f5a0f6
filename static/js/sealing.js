// The bidder's page of a sealed price: the price is checked, said in capitals and encrypted here; only the envelope is sent.
import { canonical, capitals, seal } from "./envelopes.js";

const form = document.querySelector("[data-sealing]");
const terms = JSON.parse(form.dataset.sealing);
const price = form.querySelector("[name=price]");
const fault = form.querySelector("[data-fault]");
const steps = Object.fromEntries([...form.querySelectorAll("[data-step]")].map((part) => [part.dataset.step, part]));
const LARGE = 1.2; // from the least price on: then it must be ticked, too

form.removeAttribute("hidden");
show("price");

function show(step) {
  for (const [name, part] of Object.entries(steps)) part.hidden = name !== step;
  steps[step].querySelector("h3, input")?.focus();
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

function check() {
  const fen = fenOf(price.value);
  const wrong = !Number.isSafeInteger(fen) ? "amount" : fen < terms.floor_fen ? "low" : "";
  fault.hidden = !wrong;
  fault.textContent = wrong && fault.dataset[wrong];
  price.setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) return price.focus();
  if (!(form.querySelector("[name=plan]")?.reportValidity() ?? true)) return;
  form.querySelector("[data-figures]").textContent = yuan(fen);
  form.querySelector("[data-capitals]").textContent = capitals(fen);
  const large = fen > terms.floor_fen * LARGE;
  form.querySelector("[data-large]").hidden = !large;
  form.querySelector("[name=large]").required = large;
  show("confirm");
}

function keep(opening) {
  const link = form.querySelector("[data-copy]");
  link.href = URL.createObjectURL(new Blob([canonical(opening)], { type: "application/json" }));
  link.download = `${opening.sale}-${opening.round}-${opening.code}.json`;
  link.click();
}

form.querySelector("[data-check]").addEventListener("click", check);
form.querySelector("[data-back]").addEventListener("click", () => show("price"));
price.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  check();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const { envelope, opening } = await seal(terms, fenOf(price.value));
  keep(opening);
  form.querySelector("[name=envelope]").value = canonical(envelope);
  price.value = ""; // what is sent is the envelope
  price.disabled = true;
  form.submit();
});
