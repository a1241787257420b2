const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Whether text is a token (RFC 9110 section 5.6.2): what fields, schemes and parameters are called. Fetch throws where it is asked for another field. */
export function isToken(text: unknown): text is string {
  return typeof text === "string" && token.test(text);
}

/** Every value of one header, from alternating names and values as Node keeps them. `name` is in lower case. */
export function readRawHeaders(raw: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const candidate = raw[index];
    if (candidate?.length === name.length && candidate.toLowerCase() === name) values.push(raw[index + 1] ?? "");
  }
  return values;
}

/** Every value of one query parameter of a request target. */
export function readQuery(url: string, name: string): string[] {
  const [target = ""] = url.split("#", 1);
  const mark = target.indexOf("?");
  return mark === -1 ? [] : new URLSearchParams(target.slice(mark)).getAll(name);
}
