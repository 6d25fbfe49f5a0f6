// The custodians' pages: keys are made, and shares decrypted, here; the passphrase and the private key never leave the page.
import { makeKey, openShare, unwrap } from "./envelopes.js";

const SHORTEST = 12; // characters of a passphrase

for (const form of document.querySelectorAll("[data-new-key], [data-open-shares]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    const fault = form.querySelector("[data-fault]");
    fault.hidden = true;
    button.disabled = true;
    const wrong = "newKey" in form.dataset ? await fillKey(form) : await fillShares(form);
    button.disabled = false;
    if (!wrong) {
      for (const secret of form.querySelectorAll("[type=password]")) secret.disabled = true;
      return form.submit();
    }
    fault.textContent = fault.dataset[wrong];
    fault.hidden = false;
  });
}

async function fillKey(form) {
  const [passphrase, again] = [...form.querySelectorAll("[type=password]")].map((field) => field.value);
  if (passphrase.length < SHORTEST) return "short";
  if (passphrase !== again) return "differs";
  const made = await makeKey(passphrase);
  form.querySelector("[name=public_key]").value = made.public_key;
  form.querySelector("[name=wrapped]").value = JSON.stringify(made.wrapped);
  return "";
}

async function fillShares(form) {
  const { wrapped, public_key: publicKey, shares } = JSON.parse(form.dataset.openShares);
  let privateKey;
  try {
    privateKey = await unwrap(wrapped, form.querySelector("[type=password]").value);
  } catch {
    return "passphrase";
  }
  const opened = {};
  for (const given of shares) opened[given.code] = await openShare(given, publicKey, privateKey);
  form.querySelector("[name=shares]").value = JSON.stringify(opened);
  return "";
}
