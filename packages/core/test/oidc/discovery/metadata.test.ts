import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { describe, expect, test } from "vitest";
import { ConfigurationError, UnavailableError } from "../../../src/index.js";
import { allowInsecureHttp, oidc } from "../../../src/oidc/index.js";
import { verifying } from "../verifying.js";

const audience = "https://api.test";

describe("where an issuer's metadata is", () => {
  test("by OpenID Connect, behind the issuer's path", async () => {
    await using api = await verifying({}, { path: "/realms/demo" });
    expect((await api.verdict())[0]).toBe(200);
    expect(api.idp.requests("discovery").map(({ url }) => url)).toEqual([`${api.idp.issuer}/.well-known/openid-configuration`]);
    expect(api.verifier.openIdConnectUrl).toBe(`${api.idp.issuer}/.well-known/openid-configuration`);
  });

  test("else by RFC 8414, before it; what else goes wrong is not asked around", async () => {
    await using api = await verifying({}, { path: "/realms/demo" });
    const isOpenId = (url: string) => url.endsWith("openid-configuration");
    {
      using _ = api.idp.fail("discovery", (answer, { url }) => (isOpenId(url) ? new Response(null, { status: 404 }) : answer()));
      expect((await api.verdict())[0]).toBe(200);
      const { origin } = new URL(api.idp.issuer);
      expect(api.idp.requests("discovery").at(-1)?.url).toBe(`${origin}/.well-known/oauth-authorization-server/realms/demo`);
    }
    await using other = await verifying({}, { path: "/realms/demo" });
    using _ = other.idp.fail("discovery", (answer, { url }) => (isOpenId(url) ? new Response(null, { status: 403 }) : answer()));
    expect((await other.verdict())[0]).toBe(503);
    expect(other.idp.requests("discovery")).toHaveLength(1);
  });

  test("an issuer whose name ends in a slash keeps it", async () => {
    const issuer = "https://login.test/";
    await using idp = await offlineIssuer({ issuer, listen: false });
    const verifier = oidc({ issuer, audience, fetch: idp.fetch });
    await verifier.ready();
    expect(verifier.openIdConnectUrl).toBe("https://login.test/.well-known/openid-configuration");
  });

  test("nowhere: 503, and the operator is told both places", async () => {
    await using api = await verifying();
    using _ = api.idp.fail("discovery", () => new Response(null, { status: 404 }));
    await expect(api.verifier.ready()).rejects.toThrow(/openid-configuration or .*oauth-authorization-server/);
    expect(await api.verdict()).toEqual([503, "UnavailableError"]);
  });
});

describe("S-176 CVE-2024-53861 the metadata must name exactly the configured issuer, or nothing starts", () => {
  test.each([
    ["slash added", "https://login.test/a", "https://login.test/a/"],
    ["slash dropped", "https://login.test/a/", "https://login.test/a"],
    ["case of the path", "https://login.test/a", "https://login.test/A"],
    ["case of the host", "https://login.test", "https://LOGIN.test"],
    ["port", "https://login.test", "https://login.test:443"],
    ["other port", "https://login.test:8443", "https://login.test"],
    ["scheme", "https://login.test", "http://login.test"],
    ["prefix", "https://login.test", "https://login.test.evil.test"],
    ["substring", "https://login.test/a", "https://login.test"],
    ["list", "https://login.test", ["https://login.test"]],
    ["missing", "https://login.test", undefined],
    ["template", "https://login.test/common", "https://login.test/{tenantid}"],
  ])("%s", async (_, issuer, named) => {
    await using idp = await offlineIssuer({ issuer, path: new URL(issuer).pathname.replace(/\/$/, ""), listen: false });
    using __ = idp.announce({ issuer: named });
    const verifier = oidc({ issuer, audience, fetch: idp.fetch });
    await expect(verifier.ready()).rejects.toThrow(ConfigurationError);
    expect(idp.requests("jwks")).toHaveLength(0);
  });

  test("started all the same, it answers 503, and mends itself when the issuer does", async () => {
    await using api = await verifying();
    {
      using _ = api.idp.fail("discovery", "wrong issuer");
      expect(await api.verdict()).toEqual([503, "UnavailableError"]);
    }
    api.now += 1000;
    expect((await api.verdict())[0]).toBe(200);
  });
});

describe("S-177 discovery is over https, but for the development switch", () => {
  test.each([
    "http://login.test",
    "ftp://login.test",
    "javascript:alert(1)",
    "login.test",
    "",
    "https://login.test?x=1",
    "https://login.test#x",
    "https://user@login.test",
    "https://user:secret@login.test",
  ])("%j does not start", (issuer) => {
    expect(() => oidc({ issuer, audience })).toThrow(ConfigurationError);
  });

  test.each(["ftp://login.test", "javascript:alert(1)", "file:///etc/passwd"])("%j does not start with the switch either", (issuer) => {
    expect(() => oidc({ issuer, audience, [allowInsecureHttp]: true })).toThrow(ConfigurationError);
  });

  test("the switch is a symbol, which no JSON and no misspelling can be", () => {
    expect(() => oidc({ issuer: "http://login.test", audience, allowInsecureHttp: true } as never)).toThrow(ConfigurationError);
    expect(() => oidc({ issuer: "http://login.test", audience, [allowInsecureHttp]: "true" } as never)).toThrow(ConfigurationError);
    expect(() => oidc({ issuer: "http://login.test", audience, [allowInsecureHttp]: true })).not.toThrow();
  });
});

describe("S-125 S-179 CVE-2025-6514 metadata with an address that is not https is refused as a whole", () => {
  const names = [
    "jwks_uri",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "introspection_endpoint",
    "some_new_endpoint",
  ];
  const values = [
    "javascript:alert(1)",
    "http://login.test/keys",
    "file:///etc/passwd",
    "data:application/json,{}",
    "keys",
    "",
    7,
    {},
    "https://a:b@login.test/",
    "https://a@login.test/",
  ];
  test.each(names.flatMap((name) => values.map((value) => [name, value] as const)))("%s: %j", async (name, value) => {
    await using idp = await offlineIssuer({ issuer: "https://login.test", listen: false });
    using _ = idp.announce({ [name]: value });
    const verifier = oidc({ issuer: idp.issuer, audience, fetch: idp.fetch });
    await expect(verifier.ready()).rejects.toThrow(ConfigurationError);
    expect(idp.requests("jwks")).toHaveLength(0);
  });

  test("a password in it is told to nobody", async () => {
    await using idp = await offlineIssuer({ issuer: "https://login.test", listen: false });
    for (const announced of [{ jwks_uri: "https://me:hunter2@login.test/" }, { issuer: "https://me:hunter2@login.test" }]) {
      using _ = idp.announce(announced);
      const fault = await oidc({ issuer: idp.issuer, audience, fetch: idp.fetch })
        .ready()
        .catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(ConfigurationError);
      expect(String((fault as Error).stack)).not.toContain("hunter2");
    }
  });

  test("with the switch, http is an address as well, and nothing else is", async () => {
    await using api = await verifying();
    await api.verifier.ready();
    await using other = await verifying();
    using _ = other.idp.announce({ token_endpoint: "javascript:alert(1)" });
    await expect(other.verifier.ready()).rejects.toThrow("token_endpoint");
  });

  test("what is not said is not looked at", async () => {
    await using idp = await offlineIssuer({ issuer: "https://login.test", listen: false });
    using _ = idp.announce({ authorization_endpoint: null, userinfo_endpoint: undefined, endpoint: "x" });
    await expect(oidc({ issuer: idp.issuer, audience, fetch: idp.fetch }).ready()).resolves.toBeUndefined();
  });
});

describe("S-129 keys in a private network are not fetched", () => {
  const hosts = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "[64:ff9b::a9fe:a9fe]",
    "localhost",
    "LOCALHOST.",
    "metadata.google.internal",
    "keys",
    "printer.local",
  ];
  test.each(hosts)("%s", async (host) => {
    await using idp = await offlineIssuer({ issuer: "https://login.test", listen: false });
    using _ = idp.announce({ jwks_uri: `https://${host}/jwks` });
    const verifier = oidc({ issuer: idp.issuer, audience, fetch: idp.fetch });
    await expect(verifier.ready()).rejects.toThrow(ConfigurationError);
  });

  test("a private issuer may point to its own machine, on any port, and to no other", async () => {
    await using keys = await offlineIssuer();
    await using api = await verifying();
    {
      using _ = api.idp.announce({ jwks_uri: `${keys.url}/jwks` });
      await expect(api.verifier.ready()).resolves.toBeUndefined();
    }
    await using other = await verifying();
    using _ = other.idp.announce({ jwks_uri: `${keys.url.replace("127.0.0.1", "127.0.0.2")}/jwks` });
    await expect(other.verifier.ready()).rejects.toThrow("127.0.0.2");
  });

  test("allowedHosts names the only others", async () => {
    const issuer = "https://login.test";
    await using idp = await offlineIssuer({ issuer, listen: false });
    const ready = async (jwks_uri: string, allowedHosts: readonly string[]) => {
      using _ = idp.announce({ jwks_uri });
      const verifier = oidc({
        issuer,
        audience,
        allowedHosts,
        fetch: (url, init) => idp.fetch(new Request(url).url.replace(/\/\/[^/]+/, "//login.test"), init),
      });
      return await verifier.ready().then(
        () => "started",
        (error: Error) => error.name,
      );
    };
    expect(await ready("https://10.0.0.1:8443/jwks", ["10.0.0.1:8443"])).toBe("started");
    expect(await ready("https://10.0.0.1/jwks", ["10.0.0.1:8443"])).toBe("ConfigurationError");
    expect(await ready("https://keys.public.test/jwks", ["10.0.0.1:8443"])).toBe("ConfigurationError");
    expect(await ready("https://keys.public.test/jwks", ["keys.public.test"])).toBe("started");
    expect(await ready("https://login.test/jwks", [])).toBe("started");
  });
});

test("metadata without keys, or with none of our algorithms, does not start", async () => {
  const issuer = "https://login.test";
  await using idp = await offlineIssuer({ issuer, listen: false });
  {
    using _ = idp.announce({ jwks_uri: undefined });
    await expect(oidc({ issuer, audience, fetch: idp.fetch }).ready()).rejects.toThrow("jwks_uri");
    await expect(Promise.resolve(oidc({ issuer, audience, fetch: idp.fetch }).verify(await idp.mint(), {} as never))).rejects.toThrow(
      UnavailableError,
    );
  }
  await expect(oidc({ issuer, audience, fetch: idp.fetch, algorithms: ["RS256"] }).ready()).rejects.toThrow("ES256");
});
