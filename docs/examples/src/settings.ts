import { parseArgs } from "node:util";
import { frameworks, type Framework } from "./example.js";

export interface Settings {
  readonly framework: Framework;
  readonly port: number;
  readonly data: string | undefined;
  readonly store: string | undefined;
}

export const usage = `Usage: npm start -- [options]

  --framework NAME   express, koa or hono. Default: express
  --data FILE        the database's file, made if there is none. Default: in memory
  --store PLACE      where sign-ins and API keys are kept: redis://…, postgres://… or a file. Default: the database
  --help             print this

  PORT               (environment) the port, 0 to 65535, 0 for any free one. Default: 3000`;

const seeHelp = "See: npm start -- --help";
const options = {
  framework: { type: "string", default: "express" },
  data: { type: "string" },
  store: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line and the environment. Throws with one line on anything else. */
export function readSettings(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Settings | "help" {
  const { framework, data, store, help } = parse(args);
  if (help === true) return "help";
  const port = environment["PORT"] ?? "3000";
  if (!Object.hasOwn(frameworks, framework)) throw new Error(`There is no framework ${JSON.stringify(framework)} here. ${seeHelp}`);
  if (data === "") throw new Error(`The option --data needs a file. ${seeHelp}`);
  if (store === "") throw new Error(`The option --store needs a place. ${seeHelp}`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`PORT is not a port number, 0 to 65535. ${seeHelp}`);
  return { framework: framework as Framework, port: Number(port), data, store };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? firstSentence(cause.message) : "Unknown argument."} ${seeHelp}`, { cause });
  }
}

/** Node adds what somebody may have meant. */
function firstSentence(text: string): string {
  return `${text.split(/\.(?:\s|$)/)[0]}.`;
}
