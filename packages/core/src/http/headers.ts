const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Whether a field can have this name (RFC 9110 section 5.6.2). Fetch throws where it is asked for another one. */
export function isFieldName(name: unknown): name is string {
  return typeof name === "string" && fieldName.test(name);
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
