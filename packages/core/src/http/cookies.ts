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
      if (equals === -1 || trim(part.slice(0, equals)) !== name) continue;
      values.push(unquote(trim(part.slice(equals + 1))));
    }
  }
  return values;
}

/** Only spaces and tabs are optional white space in a field; `String.prototype.trim` would take more. */
function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
