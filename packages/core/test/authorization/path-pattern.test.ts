import { expect, test } from "vitest";
import { isElsewhere } from "../../src/authorization/path-pattern.js";

test.each([
  ["/items/:id", "/articles/:id"],
  ["/items/:id", "/items/:id/comments"],
  ["/items", "/items/:id"],
  ["/a/:x/b/:y", "/a/:y/b/:x"],
  ["/v1/items/:id", "/articles/:id"],
  ["/items/:id/comments", "/items/:id"],
])("H3 %s is never the path of %s", (pattern, route) => {
  expect(isElsewhere(pattern, route)).toBe(true);
});

test.each([
  ["/items/:id", "/items/:id", "the same"],
  ["/Items/:id/", "/items/:key", "case, a slash at the end, and other names say nothing"],
  ["/items/:id", "/items/new", "a value of the parameter"],
  ["/items/:id", "/:kind/:id", "some of the route's paths"],
  ["/v1/items/:id", "/items/:id", "the application may be mounted"],
  ["/v1/items/:id", "/items/new", "the application may be mounted"],
  ["/items/:id", "/items{/:id}", "no plain pattern"],
  ["/items/:id", "/items/:id?", "no plain pattern"],
  ["/items/:id", "/items/*", "no plain pattern"],
  ["/items/:id", "/items/:id{[0-9]+}", "no plain pattern"],
  ["/", "/", "nothing in it"],
  ["/items/:id", "/", "the application may be mounted"],
])("H3 %s may be the path of %s: %s", (pattern, route) => {
  expect(isElsewhere(pattern, route)).toBe(false);
});
