/** Bytes of each of the two numbers of an ECDSA signature: as many as the curve's (RFC 7518 section 3.4). */
const numberSizes: Readonly<Record<string, number>> = { ES256: 32, ES384: 48, ES512: 66 };

/** What ASN.1's DER calls two numbers together, and one. */
const [sequenceTag, integerTag] = [0x30, 0x02];
/** Bytes before the numbers, at most; and before each of them, with the zero that keeps it from being negative. */
const [sequenceHead, integerHead] = [3, 3];

/**
 * An ECDSA signature as JOSE has it, two numbers of a fixed length, in the form of ASN.1 (RFC 3279 section 2.2.3); `undefined` where its length is another.
 *
 * Node takes both forms, but spends ten times as long on turning the first into the second. Which numbers are good is for Node to say.
 */
export function asn1Signature(bytes: Uint8Array, alg: string): Uint8Array | undefined {
  const size = numberSizes[alg];
  if (size === undefined || bytes.length !== 2 * size) return undefined;
  const made = new Uint8Array(sequenceHead + 2 * (integerHead + size));
  const middle = writeInteger(made, sequenceHead, bytes.subarray(0, size));
  const end = writeInteger(made, middle, bytes.subarray(size));
  return made.subarray(writeSequenceHead(made, end - sequenceHead), end);
}

/** In its shortest form. Gives where it ends. */
function writeInteger(into: Uint8Array, offset: number, bytes: Uint8Array): number {
  const number = bytes.subarray(leadingZeros(bytes));
  const start = offset + ((number[0] ?? 0) > 0x7f ? integerHead : integerHead - 1);
  const end = start + number.length;
  into[offset] = integerTag;
  into[offset + 1] = end - offset - 2;
  into.set(number, start);
  return end;
}

/** Zeros before a number; the last byte is part of it whatever it is. */
function leadingZeros(bytes: Uint8Array): number {
  let count = 0;
  while (count < bytes.length - 1 && bytes[count] === 0) count += 1;
  return count;
}

/** Right before the numbers: two numbers of P-521 are longer than one byte of length can say. Gives where it starts. */
function writeSequenceHead(into: Uint8Array, length: number): number {
  const isLong = length > 0x7f;
  const start = isLong ? 0 : 1;
  into[start] = sequenceTag;
  if (isLong) into[start + 1] = 0x81;
  into[sequenceHead - 1] = length;
  return start;
}
