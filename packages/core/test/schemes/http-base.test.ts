import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ConfigurationError, httpBase, optional, scoped, type HttpCredentials } from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { requestWith } from "../http/request-with.js";
import { schemeOf } from "./scheme-of.js";

const echo = ({ scheme, credentials }: HttpCredentials) => ({ scheme, credentials, scopes: ["read"] });

describe("any HTTP scheme", () => {
  const other = httpBase({ scheme: "Other", scopes: ["read", "write"], verify: echo });
  const handler = fakeSecurity()({ it: other }, ({ it: { scheme, credentials } }) => ({ scheme, credentials }));

  test("http.base.ok: the handler has the scheme and the credentials", async () => {
    const { status, body } = await ask(handler, "Authorization: oTHer foobar");
    expect([status, body]).toEqual([200, { scheme: "oTHer", credentials: "foobar" }]);
  });

  test.each([
    ["http.base.missing", [], 401, 'Other realm="api"'],
    ["http.base.scheme-only", ["Authorization: Other"], 401, 'Other realm="api"'],
    ["another scheme", ["Authorization: Bearer foobar"], 401, 'Other realm="api"'],
    ["twice", ["Authorization: Other a", "Authorization: Other a"], 400, 'Other realm="api"'],
  ])("%s", async (_, lines, status, challenge) => {
    expect(await ask(handler, ...lines)).toMatchObject({ status, challenge });
  });

  test("http.base.optional.missing, http.base.optional.ok, and what is malformed", async () => {
    const lenient = fakeSecurity()({ it: optional(other) }, ({ it }) => it && it.credentials);
    expect(await ask(lenient)).toMatchObject({ status: 200, body: null });
    expect(await ask(lenient, "Authorization: Other foobar")).toMatchObject({ status: 200, body: "foobar" });
    expect(await ask(lenient, "Authorization: Other")).toMatchObject({ status: 401 });
  });

  test("scopes are enforced", async () => {
    const writes = fakeSecurity()({ it: scoped(other, "write") }, () => "in");
    expect(await ask(writes, "Authorization: Other foobar")).toMatchObject({ status: 403, challenge: 'Other realm="api"' });
  });

  test.each(["negotiate", "SCRAM-SHA-256", "DPoP", "custom_scheme"])(
    "%s is challenged and documented as it is configured",
    async (scheme) => {
      const made = httpBase({ scheme, verify: echo });
      expect(schemeOf(made).openapi).toEqual({ type: "http", scheme });
      expect((await ask(fakeSecurity()({ made }, () => "in"))).challenge).toBe(`${scheme} realm="api"`);
    },
  );

  test.each(["bearer", "Basic"])("%s may be read this way too", async (scheme) => {
    const made = fakeSecurity()({ it: httpBase({ scheme, verify: echo }) }, ({ it }) => it.credentials);
    expect(await ask(made, `Authorization: ${scheme.toUpperCase()} QTpi`)).toMatchObject({ status: 200, body: "QTpi" });
  });

  test.each(["", "a b", 'a"', "a,b", "é", "a\n", undefined, 7])("the scheme cannot be %j", (scheme) => {
    const error = refusalOf(() => httpBase({ scheme: scheme as string, schemeName: "Mine", verify: echo }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^Mine needs a scheme of letters/);
  });

  test("S-320 what verify is given shows no credentials", () => {
    const read = schemeOf(other).read(requestWith({ header: ["Other s3cret"] }));
    expect(read).toMatchObject({ scheme: "Other", credentials: "s3cret" });
    expect([inspect(read), JSON.stringify(read), JSON.stringify({ ...(read as object) })].join("\n")).not.toContain("s3cret");
  });
});
