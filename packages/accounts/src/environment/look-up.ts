import { fileSuffix, type Environment } from "./environment.js";
import { readValueFile } from "./value-file.js";

/** What variables say, and which of them; or what is wrong with them. Never both, and never a value in a problem. */
export type Found = { readonly text: string; readonly source: string } | { readonly problem: string };

/** What the environment says under any of these names, or in the file that one of them with `_FILE` names. Empty means not set. */
export function lookUp(environment: Environment, names: readonly string[]): Found | undefined {
  const said = names.flatMap((name) => saidUnder(name, environment) ?? []);
  const [first, ...others] = said;
  if (first === undefined || "problem" in first) return first;
  for (const other of others) {
    if ("problem" in other) return other;
    if (other.text !== first.text) return { problem: `${first.source} and ${other.source} differ: keep ${first.source}.` };
  }
  return { text: first.text, source: [first, ...others].map((one) => ("source" in one ? one.source : "")).join(" and ") };
}

function saidUnder(name: string, environment: Environment): Found | undefined {
  const fileName = name + fileSuffix;
  const [text = "", path = ""] = [environment[name], environment[fileName]];
  if (text !== "" && path !== "") return { problem: `${name} and ${fileName} are both set: keep one.` };
  if (path === "") return text === "" ? undefined : clean(text, name);
  const file = readValueFile(path);
  return "fault" in file ? { problem: `${fileName} ${file.fault}.` } : clean(file.text, fileName);
}

/** What a shell would have taken away, `docker --env-file` and CRLF leave there; it would become part of a secret, or of a name that nothing equals. */
function clean(text: string, source: string): Found {
  if (/^(["']).*\1$/s.test(text)) return { problem: `${source} is wrapped in quotes, which would belong to it: take them out.` };
  if (text !== text.trim() && !text.startsWith("-----BEGIN")) return { problem: `${source} begins or ends with white space: take it out.` };
  return { text, source };
}
