import { afterEach, describe, expect, test, vi } from "vitest";
import { ConfigurationError, type RequestView } from "../../src/index.js";
import { docsPage } from "../../src/docs-page/docs-page.js";
import type { DocsOptions } from "../../src/docs-page/options.js";
import { callWith } from "../adapt/fake-framework.js";
import { policyOf } from "./policy-of.js";

function requestFor(search: string): RequestView {
  const query = new URLSearchParams(search);
  return { ...callWith().request, url: `/docs?${search}`, query: (name) => query.getAll(name) };
}

const page = (options: Partial<DocsOptions> = {}, origins: readonly string[] = []) =>
  docsPage({ openapi: "/openapi.json", ...options }, () => origins);
const get = async (search = "", ...of: Parameters<typeof page>) => page(...of)(requestFor(search));

describe("the documentation page", () => {
  test("is HTML that holds no script and no style, and asks its own address for both", async () => {
    const text = await (await get()).text();
    expect(text).not.toMatch(/<script(?! src="\?asset=)|<style|style=|\son\w+=/);
    expect([...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      "?asset=swagger-ui.css",
      "?asset=favicon-32x32.png",
      "?asset=swagger-ui-bundle.js",
      "?asset=start.js",
    ]);
  });

  test("lets nothing else run, frames nothing, is framed by nobody, and is not stored", async () => {
    const response = await get();
    expect(policyOf(response)).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
    for (const [name, value] of [
      ["x-content-type-options", "nosniff"],
      ["referrer-policy", "no-referrer"],
      ["cache-control", "no-store"],
    ] as const)
      expect(response.headers.get(name)).toBe(value);
  });

  test("may call what the documents name, what the options add, and where its document is", async () => {
    const response = await get("", { connect: ["https://more.example"], openapi: "https://api.example/doc.json" }, ["https://id.example"]);
    expect(policyOf(response)["connect-src"]).toBe("'self' https://api.example https://more.example https://id.example");
  });

  test("holds its settings as text, whatever is in them", async () => {
    const nasty = `"><script>alert(1)</script>'&`;
    const text = await (await get("", { title: nasty, openapi: nasty, oauth: { clientId: nasty } })).text();
    expect(text).not.toContain("<script>");
    const [, settings = ""] = /data-settings="([^"]*)"/.exec(text) ?? [];
    const plain = settings
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
    expect(JSON.parse(plain)).toEqual({
      url: nasty,
      oauth: { clientId: nasty, scopes: [], usePkceWithAuthorizationCodeGrant: true },
    });
  });

  test("uses PKCE also where no client is named", async () => {
    expect(await (await get()).text()).toContain("usePkceWithAuthorizationCodeGrant&quot;:true");
  });

  test.each(["code=c&state=s", "error=access_denied&state=s"])("is where a sign-in comes back to: %s", async (search) => {
    const text = await (await get(search)).text();
    expect([...text.matchAll(/src="([^"]*)"/g)].map(([, address]) => address)).toEqual(["?asset=oauth2-redirect.js"]);
  });

  test.each(["state=s", "code=c", "error=e"])("and is itself otherwise: %s", async (search) => {
    expect(await (await get(search)).text()).toContain("swagger-ui-bundle.js");
  });
});

describe("its files", () => {
  test.each([
    ["swagger-ui.css", "text/css; charset=utf-8", 100_000],
    ["swagger-ui-bundle.js", "text/javascript; charset=utf-8", 1_000_000],
    ["oauth2-redirect.js", "text/javascript; charset=utf-8", 500],
    ["start.js", "text/javascript; charset=utf-8", 100],
    ["favicon-32x32.png", "image/png", 100],
  ])("%s", async (name, type, size) => {
    const response = await get(`asset=${name}`);
    expect([response.status, response.headers.get("content-type"), response.headers.get("x-content-type-options")]).toEqual([
      200,
      type,
      "nosniff",
    ]);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(size);
  });

  test.each(["package.json", "../package.json", "index.html", "", "constructor", "swagger-ui.css/../package.json"])(
    "and no others: %s",
    async (name) => {
      const { status, headers } = await get(`asset=${encodeURIComponent(name)}`);
      expect([status, headers.get("X-Content-Type-Options")]).toEqual([404, "nosniff"]);
    },
  );

  test("come from elsewhere where the application says so", async () => {
    const assets = (name: string) => (name === "swagger-ui.css" ? "body {}" : undefined);
    expect(await (await get("asset=swagger-ui.css", { assets })).text()).toBe("body {}");
    expect((await get("asset=swagger-ui-bundle.js", { assets })).status).toBe(404);
  });
});

describe("what cannot be is refused when the page is declared", () => {
  test.each([
    ["no address", { openapi: "" }],
    ["no client", { oauth: { clientId: "" } }],
    ["a path for an origin", { connect: ["https://id.example/token"] }],
    ["something that ends the directive", { connect: ["https://id.example; script-src *"] }],
  ])("%s", (_, options) => {
    expect(() => page(options)).toThrow(ConfigurationError);
  });
});

describe("where the files of swagger-ui-dist cannot be had, the page is refused when it is declared", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("for want of a file system", () => {
    vi.stubGlobal("process", {});
    expect(() => page()).toThrow(/no file system.*assets/);
    expect(() => page({ assets: () => undefined })).not.toThrow();
  });

  test("for want of the package", () => {
    const resolve = () => {
      throw new Error("Cannot find module");
    };
    const pathToFileURL = (path: string) => new URL(`file://${path}`);
    vi.stubGlobal("process", { cwd: () => "/", getBuiltinModule: () => ({ createRequire: () => ({ resolve }), pathToFileURL }) });
    expect(() => page()).toThrow(/npm install swagger-ui-dist/);
  });
});
