import { bearer } from "@ampoule/core";
import { introspection } from "@ampoule/core/oidc";

export const accessToken = bearer(
  introspection({
    issuer: "https://login.example",
    clientId: "notes-api",
    clientSecret: process.env["NOTES_API_SECRET"] ?? "", // empty does not start
    audience: "https://notes.example",
    scopes: ["notes.read", "notes.write"],
    cache: { maxAge: 5000 }, // a revoked token is accepted for five seconds at most
  }),
);
