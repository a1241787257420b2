import { anyIssuer, oidc } from "@ampoule/core/oidc";
import { verifier as people } from "./entra.js";

const machines = oidc({ issuer: "https://machines.example", audience: "https://notes.example", scopes: ["notes.read", "notes.write"] });

/** People come with Entra, machines with an issuer of ours; neither can sign for the other. */
export const verifier = anyIssuer(people, machines);
