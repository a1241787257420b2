import { auth0 } from "@ampoule/core/oidc";

export const verifier = auth0({
  domain: "example.eu.auth0.com", // Applications → your application → Domain
  audience: "https://notes.example", // APIs → your API → Identifier
  scopes: ["notes.read", "notes.write"],
});
