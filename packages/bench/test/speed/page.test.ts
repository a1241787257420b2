import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newMaterial } from "../../src/speed/material.js";
import { fitting, linear, logarithmic } from "../../src/speed/page/axis.js";
import { draw } from "../../src/speed/page/draw.js";
import { fill } from "../../src/speed/page/regions.js";
import { regionsOf } from "../../src/speed/page/written.js";
import { parts } from "../../src/speed/parts.js";
import type { Outcome, Picture } from "../../src/speed/part.js";

const page = "# Speed\n\n<!-- #region walk -->\nold\n<!-- #endregion walk -->\n\nafter\n";
const picture: Picture = {
  name: "routes",
  title: "Routes",
  x: "routes",
  y: "µs < ms",
  curves: [
    {
      name: "koa, no auth",
      points: [
        [1, 60],
        [1_000, 250],
      ],
    },
  ],
};

describe("a page's regions", () => {
  test("take what is new, and keep what stands around them", () => {
    expect(fill(page, "walk", "new\n")).toBe(page.replace("old", "new"));
  });

  test("that are not there are an error", () => {
    expect(() => fill(page, "growth", "new")).toThrow('no region "growth"');
  });

  test("are there on the page on speed for every part, so that no run is lost", () => {
    const text = readFileSync(new URL("../../../../docs/guide/speed.md", import.meta.url), "utf8");
    const names = ["conditions", "targets", ...Object.keys(parts)];
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) expect(fill(text, name, "new")).not.toBe(text);
  });

  test("stand beside what is said of the token that is sent", () => {
    const text = readFileSync(new URL("../../../../docs/guide/speed.md", import.meta.url), "utf8");
    const token = newMaterial("HS256").mint("at+jwt")(0);
    expect(text).toContain(`is sent a token of ${token.length} bytes`);
  });

  test("hold the conditions, what became of each target, and each picture with its table", () => {
    const outcomes: Outcome[] = [
      { name: "a walk", bound: "at most", limit: 210, seen: 300, unit: " ns" },
      { name: "a ratio", bound: "at least", limit: 2, seen: 2 },
    ];
    const tables = [
      {
        title: "Routes",
        rows: [
          ["routes", "1"],
          ["koa", "60"],
        ],
      },
    ];
    const regions = regionsOf({
      conditions: ["Node 24"],
      parts: { growth: { outcomes, figures: undefined, tables, pictures: [picture] } },
    });
    expect([...regions.keys()]).toEqual(["conditions", "targets", "growth"]);
    expect(regions.get("targets")).toMatch(/a walk .*\*\*missed\*\*.*\n.*a ratio .* met/);
    expect(regions.get("growth")).toMatch(/^!\[Routes: µs < ms\]\(\.\/speed\/routes\.svg\)\n\n### Routes\n/);
  });
});

describe("a picture", () => {
  test("is SVG that says what it shows, with a line through each point", () => {
    const svg = draw(picture);
    expect(svg).toContain("<title>Routes: µs &lt; ms</title>");
    expect(svg.match(/<circle /g)).toHaveLength(2);
    expect(svg).toContain("stroke-dasharray");
  });

  test("has powers of ten across, and steps of 1, 2 or 5 upwards", () => {
    const across = logarithmic([1, 1_000]);
    expect([across.ticks, across.at(1), across.at(1_000)]).toEqual([[1, 10, 100, 1_000], 0, 1]);
    const up = linear([3, 47]);
    expect([up.ticks, up.at(0), up.at(50)]).toEqual([[0, 10, 20, 30, 40, 50], 0, 1]);
  });

  test("has powers of ten upwards where the small would be lost", () => {
    expect(fitting([1, 30]).ticks).toEqual([1, 10, 100]);
    expect(fitting([0, 30]).ticks[0]).toBe(0);
  });
});
