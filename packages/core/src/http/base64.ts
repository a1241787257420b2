const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes base64 of UTF-8 text, or gives `undefined`.
 *
 * Stricter than the platform: padding must be there, spare bits must be zero, other alphabets, white space and ill-formed UTF-8 are
 * refused, so that a text has exactly one spelling (RFC 4648 sections 3.2 to 3.5).
 */
export function decodeBase64Text(text: string): string | undefined {
  if (!canonical.test(text)) return undefined;
  const binary = atob(text);
  if (btoa(binary) !== text) return undefined;
  try {
    return utf8.decode(bytesOf(binary));
  } catch {
    return undefined;
  }
}

/** The bytes that `atob` gives as characters. One after the other: `Uint8Array.from` takes ten times as long. */
export function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
