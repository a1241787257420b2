import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { usage } from "../../src/doctor/command-line.js";
import { examineAll } from "../../src/doctor/doctor.js";
import { Reading } from "../../src/settings/reading.js";
import { formerNames } from "../../src/settings/former-names.js";
import { takeValues } from "../../src/settings/values.js";
import { variables } from "../../src/settings/variables.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
const page = read("docs/guide/settings.md");
const [table = ""] = page.split("## The variables")[1]?.split("##") ?? [];
const quoted = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

/** The table of the page: names, default, and what is said of the value. */
const rows = [...table.matchAll(/^\| (`.*?) \| (.*?)\| (.*) \|$/gm)].map(([, names, fallback, text = ""]) => ({
  names: quoted(names),
  fallback: quoted(fallback)[0] ?? "",
  text,
}));

describe("the page on settings", () => {
  test("A9 has a row for each variable that is read, in order, with its names, its default and its limits, and for no other", () => {
    const reading = new Reading({});
    takeValues(reading);
    const defaults = new Map(reading.rows.map(({ name, value }) => [name, value]));
    expect(rows.map(({ names, fallback }) => ({ names, fallback }))).toEqual(
      Object.values(variables).map(({ names }) => ({ names: [...names], fallback: defaults.get(names[0]) })),
    );
    for (const [index, { wants }] of Object.values(variables).entries()) {
      const [, least, most] = /from (\d+) to (\d+)$/.exec(wants) ?? [];
      if (least !== undefined) expect(rows[index]?.text).toContain(`${least} to ${most}`);
    }
  });

  test("A9 no document names a variable that is not read", () => {
    const known = new Set([...Object.values(variables).flatMap(({ names }): readonly string[] => names), ...formerNames.keys()]);
    // Of the tests of this repository; and what the page shows as unknown.
    const others = new Set(["AMPOULE_TIMING", "AMPOULE_CASES", "AMPOULE_VECTORS", "AMPOULE_POSTGRES", "JWT_ISUER", "JWT_COOKIE_NAME"]);
    const pages = globSync(["*.md", "docs/*.md", "docs/guide/*.md", "packages/*/README.md"], { cwd: root });
    const named = pages.flatMap((path) => read(path).match(/\b(?:JWT|AMPOULE|SECRET|ACCESS_TOKEN|REFRESH_TOKEN)_[A-Z_]*[A-Z]\b/g) ?? []);
    const isRead = (name: string) => known.has(name.replace(/_FILE$/, "")) || others.has(name);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !isRead(name))).toEqual([]);
  });

  test("has a row for each thing that the doctor looks at, and an example of each option", async () => {
    const about = [...(page.split("## The doctor")[1] ?? "").matchAll(/^\| (\w+) \|/gm)].map(([, name = ""]) => name);
    const sources = globSync("packages/accounts/src/doctor/**/*.ts", { cwd: root }).map(read).join("\n");
    const looked = [...sources.matchAll(/about\("(\w+)"\)/g)].map(([, name = ""]) => name);
    expect(about.filter((name) => name !== "about").toSorted()).toEqual([...new Set(looked)].toSorted());
    expect((await examineAll({}, {})).findings.length).toBeGreaterThan(0);
    for (const [option] of usage.matchAll(/--(?:app|env|json|long)\b/g)) expect(page).toContain(option);
  });
});
