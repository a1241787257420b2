import { jsonBody } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import * as v from "valibot";
import { z } from "zod";

/** A note, as it is kept. */
interface Note {
  readonly text: string;
  readonly tags: readonly string[];
}

// #region names
const named = jsonBody({ texts: ["text"], values: ["tags"] });
// #endregion names

// #region zod
const byZod = jsonBody({ schema: z.strictObject({ text: z.string().trim().max(500), tags: z.array(z.string()).default([]) }) });
// #endregion zod

// #region valibot
const byValibot = jsonBody({
  schema: v.strictObject({ text: v.pipe(v.string(), v.trim(), v.maxLength(500)), tags: v.optional(v.array(v.string()), []) }),
});
// #endregion valibot

export function add(app: Express, secure: ExpressSecure): void {
  const tagsIn = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  app.post(
    "/named",
    secure.open({ named }, ({ named }): Note => ({ text: named.text("text"), tags: tagsIn(named.value("tags")) })),
  );
  // #region use
  app.post(
    "/zod",
    secure.open({ byZod }, ({ byZod }): Note => byZod), // what came out of the schema, and its type
  );
  // #endregion use
  app.post(
    "/valibot",
    secure.open({ byValibot }, ({ byValibot }): Note => byValibot),
  );
}
