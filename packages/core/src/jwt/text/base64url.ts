/** Whole groups, then a last one whose spare bits are zero: bytes have exactly one spelling (RFC 4648 section 3.5). */
const canonical = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Whether text is base64url as RFC 7515 section 2 has it (no padding, nothing else), and the only spelling of its bytes. */
export function isBase64Url(text: string): boolean {
  return canonical.test(text);
}

/** Decodes base64url, or gives `undefined` for what {@link isBase64Url} refuses. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!isBase64Url(text)) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
