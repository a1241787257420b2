import { describe, expect, test } from "vitest";
import { scoped } from "../../src/index.js";
import { callWith, fakeSecurity, next } from "../adapt/fake-framework.js";
import { carriers, reader } from "./carriers.js";

describe("S-298 a handler's scopes are demanded behind a guard that did not demand them, over", () => {
  test.each(carriers)("%s", async (_, carrier) => {
    const secure = fakeSecurity();
    const guard = secure.guard(carrier);
    const handler = secure({ me: scoped(carrier, "write") }, () => "reached");
    const call = callWith(reader);
    await guard(call, () => handler(call, next));
    expect(call.reply?.status).toBe(403);
  });

  test.each(carriers)("%s, and the other way round", async (_, carrier) => {
    const secure = fakeSecurity();
    const guard = secure.guard(carrier, "write");
    const call = callWith(reader);
    await guard(call, () => secure({ me: carrier }, () => "reached")(call, next));
    expect(call.reply?.status).toBe(403);
  });

  test.each(carriers)("%s, and both are granted what is held", async (_, carrier) => {
    const secure = fakeSecurity();
    const handler = secure({ me: scoped(carrier, "read") }, () => "reached");
    const call = callWith(reader);
    await secure.guard(carrier, "read")(call, () => handler(call, next));
    expect(call.reply?.body).toBe('"reached"');
  });
});
