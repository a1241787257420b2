import { expect, test } from "vitest";
import { shownAddress } from "../../../src/oidc/remote/shown-address.js";

test.each([
  ["https://login.example/a", '"https://login.example/a"'],
  ["https://login.example/a?b=c#d", '"https://login.example/a…"'],
  ["https://login.example/?", '"https://login.example/…"'],
  ["https://me:secret@login.example/a", '"…@login.example/a"'],
  ["https://me:se@cret@login.example/a?b", '"…@login.example/a…"'],
  ["https://me:se?cret@login.example", '"…@…"'],
  ["https://login.example?a@b&key=secret", '"…@…"'],
  ["me:secret@", '"…@"'],
  ["", '""'],
  ["a\nb", String.raw`"a\nb"`],
  [undefined, '"nothing"'],
  [7, '"7"'],
  [["https://me:secret@login.example"], String.raw`"…@login.example\"]"`],
])("%j is shown as %s", (address, shown) => {
  expect(shownAddress(address)).toBe(shown);
});

test("what is long is cut", () => {
  expect(shownAddress(`https://login.example/${"a".repeat(100_000)}`).length).toBeLessThan(210);
});
