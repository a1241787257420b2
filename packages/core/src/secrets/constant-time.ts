const utf8 = new TextEncoder();

/**
 * Compares a presented secret with the expected one in a time that depends on the lengths only.
 *
 * It does not hide the length of `presented`: compare digests where even that matters.
 */
export function constantTimeEqual(presented: string, expected: string): boolean {
  const left = utf8.encode(presented);
  const right = utf8.encode(expected);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    difference |= (left[index] ?? 0) ^ (right[index % (right.length || 1)] ?? 0);
  }
  return difference === 0;
}
