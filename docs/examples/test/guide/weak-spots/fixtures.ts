import { apiKeyHeader, basic, bearer, type AnyProvider } from "@ampoule/core";
import { vi } from "vitest";
import type { Place } from "../frames.js";

export const verify = vi.fn((text: string) => ({ sub: text, scopes: text.split(".") }));
export const token = bearer({ scopes: ["a", "b", "c", "d"], verify });
export const key = apiKeyHeader({ name: "X-Key", verify: (text) => ({ name: text }) });
export const account = basic({ realm: 'the "inner" realm', verify: ({ username, password }) => ({ username, password }) });
export const good = "Authorization: Bearer a.b.c.d";
export const basicOf = (bytes: Buffer | string) => `Authorization: Basic ${Buffer.from(bytes).toString("base64")}`;

/** One route behind a provider. */
export const behind =
  (it: AnyProvider) =>
  ({ secure, route }: Place): void =>
    route(
      "get",
      "/",
      secure({ it }, ({ it }) => ({ it })),
    );
