const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Whether text is a token (RFC 9110 section 5.6.2): what fields, schemes and parameters are called. Fetch throws where it is asked for another field. */
export function isToken(text: unknown): text is string {
  return typeof text === "string" && token.test(text);
}

/** The name that was asked for last, and as it is compared: a route asks for the same one on every request. */
let asked: unknown;
let compared: string | undefined;

/** A field's name as {@link readRawHeaders} wants it; `undefined` for what is no name. */
export function comparedName(name: string): string | undefined {
  if (name === asked) return compared;
  asked = name;
  return (compared = isToken(name) ? name.toLowerCase() : undefined);
}

/** Every value of one header, from alternating names and values as Node keeps them. `name` is in lower case. */
export function readRawHeaders(raw: readonly string[], name: string): string[] {
  let values: string[] | undefined;
  for (let index = 0; index < raw.length; index += 2) {
    const candidate = raw[index];
    if (candidate?.length !== name.length || candidate.toLowerCase() !== name) continue;
    const value = raw[index + 1] ?? "";
    // A list that begins empty is given room for seventeen by V8.
    if (values === undefined) values = [value];
    else values.push(value);
  }
  return values ?? [];
}

/** Every value of one query parameter of a request target. */
export function readQuery(url: string, name: string): string[] {
  const [target = ""] = url.split("#", 1);
  const mark = target.indexOf("?");
  return mark === -1 ? [] : new URLSearchParams(target.slice(mark)).getAll(name);
}
