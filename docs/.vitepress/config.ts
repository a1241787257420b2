import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Ampoule",
  description: "Typed, injected, enforced identity for Express, Koa and Hono",
  srcExclude: ["examples/**"],
  cleanUrls: true,
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Tutorial", link: "/guide/tutorial" },
      { text: "Tour", link: "/tour" },
      { text: "API", link: "/api/index" },
    ],
    sidebar: [
      { text: "Guide", items: [{ text: "Ten-minute tutorial", link: "/guide/tutorial" }, { text: "Adding a framework", link: "/guide/new-adapter" }] },
      { text: "Inside", items: [{ text: "Tour of one request", link: "/tour" }, { text: "Security lines", link: "/security-lines" }] },
      {
        text: "Decisions",
        items: [
          { text: "Credentials come first", link: "/decisions/0001-credentials-come-first" },
          { text: "Asking tsyringe what it would do", link: "/decisions/0002-asking-tsyringe" },
          { text: "An application is sealed", link: "/decisions/0003-an-application-is-sealed" },
          { text: "The container decides lifetimes", link: "/decisions/0004-the-container-decides-lifetimes" },
        ],
      },
    ],
  },
});
