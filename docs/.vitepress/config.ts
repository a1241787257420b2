import { defineConfig } from "vitepress";

interface Inline {
  readonly type: string;
  attrGet(name: string): string | null;
}

/** Takes out the ends of each link to a source file or a page of the repository's root, and leaves what stands between them. */
function withoutSources<T extends Inline>(tokens: readonly T[]): T[] {
  let isInside = false;
  return tokens.filter((token) => {
    if (token.type === "link_open") isInside = /^(?!\w+:).*\.(ts|mjs|js|html|css)$|^(\.\.\/)+[A-Z]+\.md$/.test(token.attrGet("href") ?? "");
    return !(isInside && token.type.startsWith("link_"));
  });
}

export default defineConfig({
  title: "Ampoule",
  description: "Typed, injected, enforced identity for Express, Koa and Hono",
  srcExclude: ["examples/**"],
  cleanUrls: true,
  markdown: {
    // Links to what the site does not hold are for readers of the repository. It shows the code itself.
    config(md) {
      md.core.ruler.push("sources", ({ tokens }) => {
        for (const token of tokens) token.children = token.children && withoutSources(token.children);
      });
    },
  },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Tutorial", link: "/guide/tutorial" },
      { text: "Tour", link: "/tour" },
      { text: "API", link: "/api/index" },
    ],
    sidebar: [
      {
        text: "Guide",
        items: [
          { text: "Tutorial", link: "/guide/tutorial" },
          { text: "Schemes", link: "/guide/schemes" },
          { text: "Scopes", link: "/guide/scopes" },
          { text: "Roles and policies", link: "/guide/roles" },
          { text: "Levels", link: "/guide/levels" },
          { text: "Graphs", link: "/guide/graphs" },
          { text: "OpenAPI and the documentation page", link: "/guide/openapi" },
          { text: "Your identity provider", link: "/guide/identity-provider" },
          { text: "Own keys", link: "/guide/own-keys" },
          { text: "Key rotation: a drill", link: "/guide/key-rotation" },
          { text: "Settings, and the doctor", link: "/guide/settings" },
          { text: "Bodies and schemas", link: "/guide/bodies" },
          { text: "Accounts", link: "/guide/accounts" },
          { text: "Passwords", link: "/guide/passwords" },
          { text: "Throttling", link: "/guide/throttling" },
          { text: "Verified addresses, forgotten passwords", link: "/guide/recovery" },
          { text: "API keys", link: "/guide/api-keys" },
          { text: "Cookies and browsers", link: "/guide/cookies" },
          { text: "A page that signs people in", link: "/guide/sign-in-page" },
          { text: "CORS", link: "/guide/cors" },
          { text: "HTTPS", link: "/guide/https" },
          { text: "Testing", link: "/guide/testing" },
          { text: "Tokens, refresh done right", link: "/guide/refresh" },
          { text: "Choosing a store", link: "/guide/stores" },
          { text: "Speed", link: "/guide/speed" },
          { text: "Testing without a network", link: "/guide/testing-offline" },
          { text: "Coming from FastAPI", link: "/guide/coming-from-fastapi" },
          { text: "Adding a framework", link: "/guide/new-adapter" },
        ],
      },
      { text: "Inside", items: [{ text: "Tour of one request", link: "/tour" }, { text: "Security lines", link: "/security-lines" }, { text: "Requirements", link: "/requirements" }, { text: "Test vectors", link: "/vectors" }] },
      {
        text: "Decisions",
        items: [
          { text: "Credentials come first", link: "/decisions/0001-credentials-come-first" },
          { text: "Asking tsyringe what it would do", link: "/decisions/0002-asking-tsyringe" },
          { text: "An application is sealed", link: "/decisions/0003-an-application-is-sealed" },
          { text: "The container decides lifetimes", link: "/decisions/0004-the-container-decides-lifetimes" },
          { text: "No Digest", link: "/decisions/0005-no-digest" },
          { text: "A page of one route", link: "/decisions/0006-a-page-of-one-route" },
          { text: "What a document says", link: "/decisions/0007-what-a-document-says" },
          { text: "Verified tokens are remembered", link: "/decisions/0008-verified-token-cache" },
          { text: "Issuers found by discovery", link: "/decisions/0009-issuers-found-by-discovery" },
          { text: "A successor can be made twice", link: "/decisions/0010-a-successor-made-twice" },
          { text: "Passwords are never cut", link: "/decisions/0011-passwords-are-never-cut" },
          { text: "Signatures on Node", link: "/decisions/0012-signatures-on-node" },
          { text: "A row for each code", link: "/decisions/0013-a-row-for-each-code" },
          { text: "CORS of our own", link: "/decisions/0014-cors-of-our-own" },
          { text: "A confirmation wants the password", link: "/decisions/0015-a-confirmation-wants-the-password" },
          { text: "Types of Standard Schema", link: "/decisions/0016-types-of-standard-schema" },
          { text: "Published in few files", link: "/decisions/0017-published-in-few-files" },
        ],
      },
    ],
  },
});
