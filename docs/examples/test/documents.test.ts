import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): string => readFileSync(resolve(root, path), "utf8");
const pages = globSync(["*.md", "docs/*.md", "docs/{guide,decisions}/**/*.md", "packages/*/README.md"], { cwd: root });

const guides = pages.filter((page) => page.startsWith("docs/guide/"));

/** What VitePress takes from a source file for one marker. */
function region(path: string, name: string): string {
  const text = readFileSync(path, "utf8");
  const [, after] = text.split(`// #region ${name}\n`);
  return after?.split(new RegExp(`\\n\\s*// #endregion ${name}`))[0] ?? "";
}

/** The TypeScript that a page holds itself. */
function shownBy(page: string): string[] {
  return [...read(page).matchAll(/```ts\n(.*?)\n```/gs)].map(([, code = ""]) => code);
}

describe("documents", () => {
  test("the README shows code that is compiled", () => {
    expect(shownBy("README.md")).toEqual([region(resolve(root, "docs/examples/src/readme.ts"), "readme")]);
  });

  test("L1 no guide holds code of its own, which nobody would compile", () => {
    expect(guides.length).toBeGreaterThan(20);
    expect(guides.filter((page) => shownBy(page).length > 0)).toEqual([]);
  });

  test("L4 what a page calls is there", () => {
    const files = globSync(["packages/*/src/**/*.ts", "docs/examples/{src,test}/**/*.ts"], { cwd: root });
    const words = new Set(files.flatMap((file) => read(file).match(/[A-Za-z_]\w*/g) ?? []));
    // The page that speaks of FastAPI calls what is there.
    const ours = pages.filter((page) => !page.endsWith("coming-from-fastapi.md"));
    const called = ours.flatMap((page) =>
      [...read(page).matchAll(/`[^`\n]*?\b([A-Za-z_]\w*)\([^`\n]*`/g)].map(([, name = ""]) => `${name}: ${page}`),
    );
    expect(called.length).toBeGreaterThan(100);
    expect(called.filter((one) => !words.has(one.split(":")[0] ?? ""))).toEqual([]);
  });

  test.each([
    ["core", "docs/examples/src/smallest/core.ts"],
    ["express", "docs/examples/src/smallest/express.ts"],
    ["koa", "docs/examples/src/smallest/koa.ts"],
    ["hono", "docs/examples/src/smallest/hono.ts"],
    ["testing", "packages/hono/test/contract.test.ts"],
  ])("the page of @ampoule/%s shows code that is tested", (name, file) => {
    expect(shownBy(`packages/${name}/README.md`)).toEqual([read(file).trimEnd()]);
  });

  test.each(globSync("packages/*", { cwd: root }))("%s has a page and the packages' Node, which the documents name", (folder) => {
    expect(existsSync(resolve(root, folder, "README.md"))).toBe(true);
    expect(JSON.parse(read(`${folder}/package.json`))).toMatchObject({ engines: { node: ">=22.12" } });
    for (const page of [`${folder}/README.md`, "README.md", "CONTRIBUTING.md"]) expect(read(page)).toContain("Node.js 22.12 or newer");
  });

  test("the page on adding a framework has a row for each member of a binding and of a route", () => {
    const source = read("packages/core/src/adapt/binding.ts");
    const rows = [...read("docs/guide/new-adapter.md").matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell).join(" ");
    const members = [...source.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(([, name = ""]) => name);
    expect(members).toEqual(expect.arrayContaining(["view", "sent", "answersAlone", "isMounted", "above"]));
    expect(members.filter((name) => !rows.includes(`\`${name}`))).toEqual([]);
  });

  test.each(pages)("L1 L3 %s takes its code from tested files, and its links lead somewhere", (page) => {
    const text = read(page);
    const folder = resolve(root, dirname(page));
    for (const [, file = "", name] of text.matchAll(/^<<< (\S+?)(?:#(\w+))?(?:\{.*\})?$/gm)) {
      const path = resolve(folder, file);
      expect(existsSync(path), `${page}: ${file}`).toBe(true);
      expect(text, "GitHub shows a link instead of the code").toContain(`](${file})`);
      if (name !== undefined) expect(region(path, name), `${page}: ${file}#${name}`).not.toBe("");
    }
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)) {
      const path = resolve(folder, link.startsWith("/") ? `${root}/docs${link}` : link);
      expect(existsSync(path) || existsSync(`${path}.md`), `${page}: ${link}`).toBe(true);
    }
  });
});
