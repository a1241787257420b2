import { parseArgs } from "node:util";

export const usage = `Usage: ampoule <command> [options]

  ampoule doctor            looks at settings, keys, lifetimes, addresses, hashing, store and clocks; ends with 1 where something fails
    --app FILE              an application's module too: export const security = { secure, app }
    --env FILE              variables that are not set yet, from a file
    --ignore NAME           a variable that is another program's; may be repeated
    --json                  for programs
  ampoule env               prints a template of an .env file: every variable, what it is for, its default; no values of yours
  ampoule secret            prints a new secret of 256 random bits
    --long                  of 512 bits, for HS384 and HS512
  ampoule secret rate       reads a secret from the standard input, and says how good it is

  --help                    prints this`;

/** What somebody asked for. */
export type Command =
  | { readonly name: "help" | "env" | "new-secret" | "new-long-secret" | "rate" }
  | {
      readonly name: "doctor";
      readonly app: string | undefined;
      readonly envFile: string | undefined;
      readonly ignore: string[];
      readonly json: boolean;
    };

const options = {
  app: { type: "string" },
  env: { type: "string" },
  ignore: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  long: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;
const ofDoctor = ["app", "env", "ignore", "json"];

/** What the command line asks for. `undefined`: nothing that there is. It is not quoted: somebody may have put a secret there. */
export function parseCommand(args: readonly string[]): Command | undefined {
  const parsed = parse(args);
  if (parsed === undefined) return undefined;
  const { positionals, values, given } = parsed;
  if (values.help || (positionals.length === 0 && given.length === 0)) return { name: "help" };
  const command = positionals.join(" ");
  const isFor = (...names: string[]) => given.every((name) => names.includes(name));
  if (command === "doctor" && isFor(...ofDoctor))
    return { name: "doctor", app: values.app, envFile: values.env, ignore: values.ignore ?? [], json: values.json };
  if (command === "env" && isFor()) return { name: "env" };
  if (command === "secret" && isFor("long")) return { name: values.long ? "new-long-secret" : "new-secret" };
  return command === "secret rate" && isFor() ? { name: "rate" } : undefined;
}

function parse(args: readonly string[]) {
  try {
    const { positionals, values, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
    return { positionals, values, given: tokens.flatMap((token) => (token.kind === "option" ? token.name : [])) };
  } catch {
    return undefined;
  }
}
