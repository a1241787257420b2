import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): string => readFileSync(resolve(root, path), "utf8");
const pages = globSync(["*.md", "docs/*.md", "docs/{guide,decisions}/**/*.md"], { cwd: root });

/** What VitePress takes from a source file for one marker. */
function region(path: string, name: string): string {
  const text = readFileSync(path, "utf8");
  const [, after] = text.split(`// #region ${name}\n`);
  return after?.split(new RegExp(`\\n\\s*// #endregion ${name}`))[0] ?? "";
}

describe("documents", () => {
  test("the README shows code that is compiled", () => {
    const shown = /```ts\n(.*?)\n```/s.exec(read("README.md"))?.[1];
    expect(shown).toBe(region(resolve(root, "docs/examples/src/readme.ts"), "readme"));
  });

  test.each(pages)("%s takes its code from tested files, and its links lead somewhere", (page) => {
    const text = read(page);
    const folder = resolve(root, dirname(page));
    for (const [, file = "", name] of text.matchAll(/^<<< (\S+?)(?:#(\w+))?(?:\{.*\})?$/gm)) {
      const path = resolve(folder, file);
      expect(existsSync(path), `${page}: ${file}`).toBe(true);
      if (name !== undefined) expect(region(path, name), `${page}: ${file}#${name}`).not.toBe("");
    }
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)) {
      const path = resolve(folder, link.startsWith("/") ? `${root}/docs${link}` : link);
      expect(existsSync(path) || existsSync(`${path}.md`), `${page}: ${link}`).toBe(true);
    }
  });
});
