/** One parameter (RFC 9110 section 11.2), and the comma behind it if there is one. */
const parameter =
  /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*=[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[\t !\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*")(?:[ \t]*(,)[ \t]*|$)/y;

/** Whether text is a list of one parameter or more, of which none comes twice, in whatever case, and none is empty. */
export function isParameterList(text: string): boolean {
  const names = new Set<string>();
  for (let start = 0; ; start = parameter.lastIndex) {
    parameter.lastIndex = start;
    const [, name, comma] = parameter.exec(text) ?? [];
    if (name === undefined || names.has(name.toLowerCase())) return false;
    if (comma === undefined) return true;
    names.add(name.toLowerCase());
  }
}
