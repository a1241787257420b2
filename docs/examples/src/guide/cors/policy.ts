import { bearer } from "@ampoule/core";
import type { CorsOptions } from "@ampoule/express";

// #region policy
export const policy: CorsOptions = {
  origins: ["https://app.example.com", "https://*.preview.example.com"],
  methods: ["GET", "POST", "DELETE"],
  headers: ["Authorization", "Content-Type"],
  exposed: ["WWW-Authenticate"],
};
// #endregion policy

// #region cookies
export const withCookies: CorsOptions = { origins: ["https://app.example.com"], credentials: true };
// #endregion cookies

// #region public
export const forEverybody: CorsOptions = { origins: "*" };
// #endregion public

/** Asks a table of customers. */
const customers = { isKnown: async (origin: string) => origin === "https://customer.example" };

// #region function
export const byCustomer: CorsOptions = { origins: (origin) => customers.isKnown(origin), credentials: true };
// #endregion function

export const token = bearer((sub) => (sub === "alice" ? { sub } : undefined));
