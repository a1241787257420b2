import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { pageText, root } from "./test-lines.js";

/** How many rows each of the five documents has. */
const counts = [33, 25, 55, 40, 72];
const ids = counts.flatMap((count, document) =>
  Array.from({ length: count }, (_, index) => `S${document}-${String(index + 1).padStart(2, "0")}`),
);
const folder = resolve(root, "docs");
const isTest = (link: string): boolean => /\.test(-d)?\.ts$|\/adapter-contract\/(tables|behaviours)\/[\w-]+\.ts$/.test(link);
const isPage = (link: string): boolean => link.endsWith(".md");
/** A reason in words, not only the word that begins it. */
const reason = /\*Not (?:yet|wanted):\* (?:[^\s.]+ ){3,}/;

interface Row {
  readonly id: string;
  readonly what: string;
  readonly where: string;
  readonly links: readonly string[];
}

function rowOf([, id = "", what = "", where = ""]: RegExpMatchArray): Row {
  return { id, what, where, links: [...where.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link) };
}
const rows = [...pageText("requirements.md").matchAll(/^\| (S[0-4]-\d+) \|(.*?)\|(.*)\|$/gm)].map(rowOf);

describe("the page on requirements", () => {
  test("has each of the 225 rows once, in order", () => {
    expect(ids).toHaveLength(225);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  test.each(rows)("$id leaves nothing blank: a page and a test, or a reason why not", ({ what, where, links }) => {
    expect(what.trim()).toMatch(/\w{2}/);
    expect(where).not.toContain("|");
    const isMet = links.some(isPage) && links.some(isTest);
    expect(isMet || reason.test(where), where).toBe(true);
  });

  test.each(rows)("$id leads to pages and tests that are there", ({ links }) => {
    expect(
      links.filter((link) => !isPage(link) && !isTest(link)),
      "neither",
    ).toEqual([]);
    expect(links.filter((link) => !existsSync(resolve(folder, link)))).toEqual([]);
  });
});

test("the page stands in the navigation, beside the security lines", () => {
  const configuration = pageText(".vitepress/config.ts");
  expect(configuration).toMatch(/link: "\/security-lines" \},\s*\{ text: "Requirements", link: "\/requirements" \}/);
});
