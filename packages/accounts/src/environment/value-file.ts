import { readFileSync, statSync } from "node:fs";

/** No key or list of settings comes near that, and a device has no end. */
const longest = 65_536;

/** What a file holds, without the line ends behind it; or what is wrong with it. Says nothing of the path either: somebody may have put the secret there. */
export function readValueFile(path: string): { readonly text: string } | { readonly fault: string } {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { fault: "names what is no file" };
    if (stats.size > longest) return { fault: `names a file of more than ${longest} bytes` };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)).replace(/(?:\r?\n)+$/, "");
    return text === "" ? { fault: "names a file that is empty" } : { text };
  } catch (error) {
    return { fault: `names a file that ${whyNot(error)}` };
  }
}

function whyNot(error: unknown): string {
  if (error instanceof TypeError) return "is not UTF-8 text";
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
}
