import { expect, test } from "vitest";
import { basic, loginForm } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { normalForm } from "../../src/http/normal-form.js";
import { post, submit } from "../forms/post.js";

/** Sorting these takes the square of their number. */
const marks = (count: number) => "a" + "\u0301".repeat(count) + "\u0323".repeat(count);

test("text is brought into normal form C", () => {
  expect(normalForm("Jose\u0301")).toBe("Jos\u00e9");
  expect(normalForm(marks(15))).toBe(marks(15).normalize("NFC"));
});

test("more marks in a row than any writing has are not sorted", () => {
  expect(normalForm(marks(16))).toBeUndefined();
});

test("nor does a login form or a Basic credential with them hold anybody up: they are refused", async () => {
  const form = new URLSearchParams({ username: marks(2_000), password: "x" }).toString();
  expect(await submit(loginForm(), post(form))).toMatchObject({ error: "invalid_request" });
  const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(`${marks(100)}:x`)));
  const handler = fakeSecurity()({ me: basic({ verify: () => ({}) }) }, () => "in");
  expect((await ask(handler, `Authorization: Basic ${encoded}`)).status).toBe(401);
});
