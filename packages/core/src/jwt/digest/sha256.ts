const initial = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const rounds = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
/** Rewritten for each block; nothing waits in between. */
const schedule = new Int32Array(64);

/**
 * SHA-256 (FIPS 180-4) as the eight words of its digest, in hexadecimal.
 *
 * WebCrypto's own is asynchronous, and costs more than the HMAC that a cache is to save. Nothing secret depends on the time that this one takes.
 */
export function sha256(message: Uint8Array): string {
  const padded = pad(message);
  const state = Int32Array.from(initial);
  for (let offset = 0; offset < padded.byteLength; offset += 64) compress(state, padded, offset);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function pad(message: Uint8Array): DataView {
  const bytes = new Uint8Array(((message.length + 8) >>> 6) * 64 + 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n);
  return view;
}

function compress(state: Int32Array, block: DataView, offset: number): void {
  expand(block, offset);
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)];
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)];
  for (let index = 0; index < 64; index += 1) {
    const first = (h + large1(e) + ((e & f) ^ (~e & g)) + at(rounds, index) + at(schedule, index)) | 0;
    const second = (large0(a) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const worked = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index += 1) state[index] = at(state, index) + (worked[index] as number);
}

function expand(block: DataView, offset: number): void {
  for (let index = 0; index < 16; index += 1) schedule[index] = block.getInt32(offset + index * 4);
  for (let index = 16; index < 64; index += 1) {
    const early = small0(at(schedule, index - 15));
    const late = small1(at(schedule, index - 2));
    schedule[index] = (at(schedule, index - 16) + early + at(schedule, index - 7) + late) | 0;
  }
}

const large0 = (word: number) => rotate(word, 2) ^ rotate(word, 13) ^ rotate(word, 22);
const large1 = (word: number) => rotate(word, 6) ^ rotate(word, 11) ^ rotate(word, 25);
const small0 = (word: number) => rotate(word, 7) ^ rotate(word, 18) ^ (word >>> 3);
const small1 = (word: number) => rotate(word, 17) ^ rotate(word, 19) ^ (word >>> 10);

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function at(words: Int32Array, index: number): number {
  return words[index] as number;
}
