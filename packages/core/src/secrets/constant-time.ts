const utf8 = /* @__PURE__ */ new TextEncoder();

/**
 * Compares a presented secret with the expected one in a time that depends on the lengths only.
 *
 * It does not hide the length of `presented`: compare digests where even that matters.
 */
export function constantTimeEqual(presented: string, expected: string): boolean {
  const [left, right] = [bytesOf(presented), bytesOf(expected)];
  let difference = (left.length ^ right.length) | Number(presented.isWellFormed() !== expected.isWellFormed());
  for (let index = 0; index < left.length; index += 1) {
    difference |= (left[index] ?? 0) ^ (right[index % (right.length || 1)] ?? 0);
  }
  return difference === 0;
}

/** UTF-8 has one spelling for all surrogates without a partner: texts that hold such ones are compared by their UTF-16 units. */
function bytesOf(text: string): Uint8Array {
  if (text.isWellFormed()) return utf8.encode(text);
  return new Uint8Array(Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).buffer);
}
