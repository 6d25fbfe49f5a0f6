// Sealed prices, as docs/decisions/0011 tells the scheme; `standalone/seal_bid.py` makes and opens the same. Nothing here sends anything.
const FORMAT = "shuangcheng-sealed-bid/1";
const PLAIN_BYTES = 256;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const ITERATIONS = 600_000;
const ONCE = new Uint8Array(IV_BYTES); // every share has a key of its own, used once
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();

// JSON in one way only: sorted keys, no spaces. Of the objects made here, which hold no nested ones but lists of flat ones.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const fromBase64 = (string) => Uint8Array.from(atob(string), (letter) => letter.charCodeAt(0));
export const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

export async function sha256(bytes) {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

async function encrypt(key, iv, plain, bound) {
  const used = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const options = { name: "AES-GCM", iv, ...(bound && { additionalData: bound }) };
  return new Uint8Array(await crypto.subtle.encrypt(options, used, plain));
}

async function decrypt(key, iv, sealed, bound) {
  const used = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const options = { name: "AES-GCM", iv, ...(bound && { additionalData: bound }) };
  return new Uint8Array(await crypto.subtle.decrypt(options, used, sealed));
}

// --- Shamir over GF(256), the field of AES, byte by byte.

function times(a, b) {
  let product = 0;
  for (; b; b >>= 1) {
    if (b & 1) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0);
  }
  return product;
}

function split(secret, quorum, count) {
  const rows = [secret, ...Array.from({ length: quorum - 1 }, () => random(secret.length))];
  return Array.from({ length: count }, (_unused, place) =>
    secret.map((_byte, index) => rows.reduceRight((value, row) => times(value, place + 1) ^ row[index], 0)),
  );
}

// --- Sealing: the bidder.

async function shareKey(own, peer, salt, bound) {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: peer }, own, 8 * KEY_BYTES);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const options = { name: "HKDF", hash: "SHA-256", salt, info: bound };
  return new Uint8Array(await crypto.subtle.deriveBits(options, base, 8 * KEY_BYTES));
}

// An envelope for the custodians of `terms`, and the opening that the bidder keeps.
export async function seal(terms, priceFen) {
  const place = { code: terms.code, round: terms.round, sale: terms.sale };
  const opening = { ...place, nonce: toHex(random(32)), price_fen: priceFen };
  const told = text.encode(canonical(opening));
  const bound = text.encode(canonical({ ...place, format: FORMAT }));
  const plain = new Uint8Array(PLAIN_BYTES).fill(0x20);
  plain.set(told);
  const key = random(KEY_BYTES);
  const iv = random(IV_BYTES);
  const ephemeral = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const parts = split(key, terms.quorum, terms.custodians.length);
  const shares = [];
  for (const [index, custodian] of terms.custodians.entries()) {
    const raw = fromBase64(custodian.public_key);
    const peer = await crypto.subtle.importKey("raw", raw, CURVE, false, []);
    const derived = await shareKey(ephemeral.privateKey, peer, joined(point, raw), bound);
    shares.push({
      key: custodian.key,
      hash: await sha256(parts[index]),
      ciphertext: toBase64(await encrypt(derived, ONCE, parts[index], bound)),
    });
  }
  const envelope = {
    ...place,
    format: FORMAT,
    commitment: await sha256(told),
    iv: toBase64(iv),
    ciphertext: toBase64(await encrypt(key, iv, plain, bound)),
    ephemeral: toBase64(point),
    shares,
  };
  return { envelope, opening };
}

// --- Opening: the custodian.

async function wrappingKey(passphrase, salt, iterations) {
  const base = await crypto.subtle.importKey("raw", text.encode(passphrase), "PBKDF2", false, ["deriveBits"]);
  const options = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(options, base, 8 * KEY_BYTES));
}

// A new pair: the public half, and the private one under the passphrase.
export async function makeKey(passphrase) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const [salt, iv] = [random(16), random(IV_BYTES)];
  const plain = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const sealed = await encrypt(await wrappingKey(passphrase, salt, ITERATIONS), iv, plain);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return {
    public_key: toBase64(publicKey),
    wrapped: { salt: toBase64(salt), iv: toBase64(iv), iterations: ITERATIONS, ciphertext: toBase64(sealed) },
  };
}

// The private key of a custodian, for this page only. Throws if the passphrase is another.
export async function unwrap(wrapped, passphrase) {
  const key = await wrappingKey(passphrase, fromBase64(wrapped.salt), wrapped.iterations);
  const plain = await decrypt(key, fromBase64(wrapped.iv), fromBase64(wrapped.ciphertext));
  return crypto.subtle.importKey("pkcs8", plain, CURVE, false, ["deriveBits"]);
}

// The share of an envelope, in hexadecimal; empty if it cannot be read or is not the one that the envelope names.
export async function openShare(given, publicKey, privateKey) {
  const { code, format, round, sale } = given;
  const bound = text.encode(canonical({ code, format, round, sale }));
  const point = fromBase64(given.ephemeral);
  try {
    const peer = await crypto.subtle.importKey("raw", point, CURVE, false, []);
    const derived = await shareKey(privateKey, peer, joined(point, fromBase64(publicKey)), bound);
    const share = await decrypt(derived, ONCE, fromBase64(given.share.ciphertext), bound);
    return (await sha256(share)) === given.share.hash ? toHex(share) : "";
  } catch {
    return ""; // somebody's broken envelope must not stop the opening of the others
  }
}

// --- Amounts in capitals (财务大写), word for word as `core.money.capitals` says them.

const CAPITALS = "零壹贰叁肆伍陆柒捌玖";
const STEPS = [[1e8, "亿"], [1e4, "万"], [1000, "仟"], [100, "佰"], [10, "拾"]];

function inCapitals(number) {
  for (const [step, name] of STEPS) {
    if (number < step) continue;
    const [before, after] = [Math.floor(number / step), number % step];
    const gap = after > 0 && after < step / 10 ? "零" : "";
    return inCapitals(before) + name + gap + (after ? inCapitals(after) : "");
  }
  return CAPITALS[number];
}

export function capitals(fen) {
  const [whole, cents] = [Math.floor(fen / 100), fen % 100];
  const [jiao, rest] = [Math.floor(cents / 10), cents % 10];
  let words = whole || !cents ? `${inCapitals(whole)}元` : "";
  words += jiao ? `${CAPITALS[jiao]}角` : whole && rest ? "零" : "";
  return rest ? `人民币${words}${CAPITALS[rest]}分` : `人民币${words}整`;
}
