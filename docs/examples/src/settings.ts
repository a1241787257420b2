import { parseArgs } from "node:util";
import { frameworks, type Framework } from "./example.js";

export interface Settings {
  readonly framework: Framework;
  readonly port: number;
  readonly data: string | undefined;
}

const usage = "Usage: npm start -- [--framework express|koa|hono] [--data FILE]   (environment: PORT, 0 to 65535; default 3000)";

/** Reads the command line and the environment. Throws with the usage on anything else. */
export function readSettings(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Settings {
  const { framework, data } = parse(args);
  const port = environment["PORT"] ?? "3000";
  if (!Object.hasOwn(frameworks, framework)) throw new Error(`There is no framework "${framework}" here. ${usage}`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`PORT is not a port number. ${usage}`);
  return { framework: framework as Framework, port: Number(port), data };
}

function parse(args: readonly string[]): { framework: string; data: string | undefined } {
  try {
    const options = { framework: { type: "string", default: "express" }, data: { type: "string" } } as const;
    const { framework, data } = parseArgs({ args: [...args], options }).values;
    return { framework, data };
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : "Unknown argument."} ${usage}`, { cause });
  }
}
