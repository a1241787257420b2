/**
 * Every value of one cookie, from the Cookie fields as sent (RFC 6265 section 4.2.1).
 *
 * The name is compared exactly. Surrounding double quotes are removed; nothing is decoded. A part without `=` is passed over.
 */
export function readCookies(fields: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (const field of fields) {
    for (const part of field.split(";")) {
      const equals = part.indexOf("=");
      if (equals === -1 || part.slice(0, equals).trim() !== name) continue;
      values.push(unquote(part.slice(equals + 1).trim()));
    }
  }
  return values;
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
