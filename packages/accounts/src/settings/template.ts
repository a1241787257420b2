import { fileSuffix } from "../environment/environment.js";
import { Reading } from "./reading.js";
import { takeValues } from "./values.js";
import { variables } from "./variables.js";

type Name = keyof typeof variables;

/** What each is for. */
const purposes: Readonly<Record<Name, string>> = {
  rules: "By whose rules the process goes: production, development or test.",
  secret:
    "Signs and verifies tokens (HS256), and is what sub-keys are made of. In production this or a private key is needed; npx @ampoule/accounts secret makes one.",
  privateKey: "Signs tokens, in the place of the secret. Wants JWT_ALGORITHM.",
  publicKey: "Verifies tokens, in a service that makes none. Wants JWT_ALGORITHM.",
  algorithm: "What the key is for. HS256 where there is a secret and nothing else is said.",
  issuer: "Who signs tokens: the address of whatever signs people in.",
  audience: "Whom tokens are made for: your API.",
  allowedAudiences: "For whom tokens are taken, where that is more than JWT_AUDIENCE.",
  accessMinutes: "How long an access token lives.",
  refreshDays: "After how long a sign-in ends that is not used.",
  absoluteDays: "After how long a sign-in ends, however much it is used.",
  graceSeconds: "For how long a refresh token may be sent once more.",
  leewaySeconds: "By how much clocks may differ, for all times of a token. Not set: 5 for iat and nbf, 0 for exp.",
  storeUrl: "Where sign-ins are kept. May have a password in it.",
  bcryptCost: "What a hash of a password costs: each step doubles the work. npx ampoule doctor measures it.",
  trustedProxies: "The proxies before this process. Nobody else's word is taken for where a request comes from.",
  corsOrigins: "Whose pages may read answers.",
};
const secrets: ReadonlySet<Name> = new Set(["secret", "privateKey", "storeUrl"]);
const needed: ReadonlySet<Name> = new Set(["secret", "issuer", "audience"]);
const wide = 110;

const head = `What an application on Ampoule reads from its environment. Empty means not set; what stands behind # has its default. Keep the file out of version control: it will have secrets in it. Each variable has a second form with ${fileSuffix}, whose value is the path of a file: SECRET_KEY${fileSuffix}=/run/secrets/key`;

/** A template of an .env file, with every variable that is read. It holds nothing of the environment that it is made in. */
export function settingsTemplate(): string {
  const reading = new Reading({});
  takeValues(reading);
  const fallbacks = new Map(reading.rows.map(({ name, value }) => [name, value]));
  const parts = (Object.keys(variables) as Name[]).map((name) => partOf(name, fallbacks.get(variables[name].names[0]) ?? ""));
  return [comment(head), ...parts].join("\n\n");
}

function partOf(name: Name, fallback: string): string {
  const { names, wants } = variables[name];
  const [first, ...others] = names;
  const marks = [...(secrets.has(name) ? ["SECRET."] : []), ...(needed.has(name) ? ["Needed."] : [])];
  const form = wants === "text" ? [] : [`${wants[0]?.toUpperCase()}${wants.slice(1)}.`];
  const also = others.length === 0 ? [] : [`Also read as ${others.join(", ")}.`];
  return `${comment([...marks, purposes[name], ...form, ...also].join(" "))}\n${needed.has(name) ? "" : "# "}${first}=${fallback}`;
}

/** Lines of a comment, broken between words. */
function comment(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length > wide) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join("\n");
}
