import { keycloak } from "@ampoule/core/oidc";

export const verifier = keycloak({
  url: "https://login.example.com",
  realm: "notes",
  audience: "notes-api", // a client of the realm, put into tokens by an audience mapper
  scopesFrom: "clientRoles", // the roles that the user has at that client
  scopes: ["notes.read", "notes.write"],
});
