import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ConfigurationError, type HttpsOptions } from "../../src/index.js";
import { ask, callWith, fakeSecurity } from "../adapt/fake-framework.js";

/** What somebody without types writes. */
const https = (options: object) => fakeSecurity().https(options as HttpsOptions);

describe("what does not start", () => {
  test.each<[string, object, string]>([
    ["I5 an option that nothing reads", { redirect: true }, "redirect"],
    ["a symbol that nothing reads", { [Symbol("allowAll")]: true }, "allowAll"],
    ["a protocol that is no function", { protocol: "https" }, "protocol"],
    ["an option of strictTransport that nothing reads", { strictTransport: { maxAge: 1, subdomains: true } }, "subdomains"],
    ["no strictTransport, as null", { strictTransport: null }, "strictTransport"],
    ["no time", { strictTransport: {} }, "maxAge"],
    ["a time as text", { strictTransport: { maxAge: "60" } }, "maxAge"],
    ["half a second", { strictTransport: { maxAge: 0.5 } }, "maxAge"],
    ["a time that has passed", { strictTransport: { maxAge: -1 } }, "maxAge"],
    ["milliseconds", { strictTransport: { maxAge: 31_536_000_000 } }, "maxAge"],
    ["subdomains that are no yes or no", { strictTransport: { maxAge: 1, includeSubDomains: "yes" } }, "includeSubDomains"],
    ["preload without subdomains", { strictTransport: { maxAge: 31_536_000, preload: true } }, "includeSubDomains"],
    ["preload for a short time", { strictTransport: { maxAge: 31_535_999, includeSubDomains: true, preload: true } }, "31,536,000"],
  ])("%s", (_, options, named) => {
    expect(() => https(options)).toThrow(ConfigurationError);
    expect(() => https(options)).toThrow(named);
  });
});

describe("what browsers are told", () => {
  test.each<[HttpsOptions["strictTransport"] & object, string]>([
    [{ maxAge: 0 }, "max-age=0"],
    [{ maxAge: 300 }, "max-age=300"],
    [{ maxAge: 63_072_000, includeSubDomains: true }, "max-age=63072000; includeSubDomains"],
    [{ maxAge: 31_536_000, includeSubDomains: true, preload: true }, "max-age=31536000; includeSubDomains; preload"],
  ])("%j: %s", (strictTransport, expected) => {
    const call = callWith();
    const only = fakeSecurity().https({ protocol: () => "https", strictTransport });
    void only(call, () => (call.reply = { status: 204, headers: {}, body: "" }));
    expect(call.reply?.headers["strict-transport-security"]).toBe(expected);
  });
});

test("what the application's function throws goes to the framework; whatever else it says than https is refused", async () => {
  const thrown = new Error("mine");
  const broken = fakeSecurity().https({
    protocol: () => {
      throw thrown;
    },
  });
  expect(() => broken(callWith(), () => undefined)).toThrow(thrown);
  const unhandled = vi.fn<() => void>();
  process.on("unhandledRejection", unhandled);
  onTestFinished(() => void process.off("unhandledRejection", unhandled));
  const saying = [() => "HTTPS", () => true, async () => "https", () => Promise.reject(thrown), () => undefined];
  for (const protocol of saying) expect(await ask(https({ protocol }))).toMatchObject({ status: 403, body: { code: "https_required" } });
  await setImmediate();
  expect(unhandled).not.toHaveBeenCalled();
});
