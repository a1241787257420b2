import { entra } from "@ampoule/core/oidc";

export const verifier = entra({
  tenant: "11111111-2222-3333-4444-555555555555", // Overview → Directory (tenant) ID
  audience: "66666666-7777-8888-9999-000000000000", // the API's Application (client) ID
  scopes: ["notes.read", "notes.write"], // Expose an API → Scopes
});
