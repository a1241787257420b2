import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { readSettings, type Environment } from "../../src/index.js";
import { examine } from "../../src/settings/examine.js";
import { settingsTemplate } from "../../src/settings/template.js";
import { variables } from "../../src/settings/variables.js";
import { names, strong } from "./environments.js";

const template = settingsTemplate();
const all = Object.values(variables);
/** What Node makes of an .env file. */
const parsed = (text: string): Environment => parseEnv(text);
/** The template with the comment signs before its variables taken away. */
const uncommented = template.replace(/^# (?=[A-Z_]+=)/gm, "");

describe("S3-14 a template of all variables", () => {
  test("has each one once, under its documented name, in order, and a comment above it", () => {
    const documented = all.map(({ names: [first] }) => first);
    expect([...uncommented.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)).toEqual(documented);
    expect(Object.keys(parsed(uncommented)).toSorted()).toEqual(documented.toSorted());
    for (const block of template.split("\n\n")) expect(block).toMatch(/^# \S.*(\n#? ?\S.*)*$/);
    for (const line of template.split("\n")) expect(line.length).toBeLessThan(130);
  });

  test("names the others that mean the same, and what each has to be", () => {
    const words = template.replaceAll("\n# ", " ").toLowerCase();
    for (const { names: known, wants } of all)
      for (const part of [...known, ...(wants === "text" ? [] : [wants])]) expect(words).toContain(part.toLowerCase());
  });

  test("marks what is secret and what is needed, and has no value where there is no default", () => {
    const blockOf = (name: string) => template.split("\n\n").find((one) => new RegExp(`^(# )?${name}=`, "m").test(one)) ?? "";
    const marked = (mark: string) => all.map(({ names: [first] }) => first).filter((name) => blockOf(name).includes(mark));
    expect(marked("SECRET.")).toEqual(["SECRET_KEY", "JWT_PRIVATE_KEY", "AMPOULE_STORE_URL"]);
    expect(marked("Needed.")).toEqual(["SECRET_KEY", "JWT_ISSUER", "JWT_AUDIENCE"]);
    for (const name of marked("SECRET.")) expect(parsed(uncommented)[name]).toBe("");
  });

  test("starts once what is needed is filled in, and says what is missing until then", () => {
    const { problems } = examine(parsed(template));
    expect(problems.join(" ")).toMatch(/JWT_ISSUER.*JWT_AUDIENCE/);
    const filled = { SECRET_KEY: strong(), ...names };
    for (const text of [template, uncommented]) {
      const { secret: _, ...settings } = readSettings({ ...parsed(text), ...filled });
      const { secret: __, ...bare } = readSettings(filled);
      expect({ ...settings }).toEqual({ ...bare });
    }
  });
});
