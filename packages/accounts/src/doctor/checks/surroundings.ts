import type { Environment } from "../../environment/environment.js";
import type { AppSettings } from "../../settings/app-settings.js";
import { isLocal } from "../../settings/addresses.js";
import { lookalikes } from "../../settings/strangers.js";
import { about, type Finding } from "../finding.js";

/** Whether everybody in this process goes by the same rules. */
export function checkRules(environment: Environment): readonly Finding[] {
  const { ok, warn } = about("rules");
  const told = environment["NODE_ENV"] ?? "";
  if (told === "development" || told === "test") return [ok(`NODE_ENV is ${told}: production asks for more.`)];
  if (told === "production") return [ok("NODE_ENV is production.")];
  return [
    warn(
      `NODE_ENV ${told === "" ? "is not set" : "is none of production, development and test"}: production's rules hold here, and development's in some frameworks.`,
    ),
  ];
}

/** Whether a variable was misspelt where nobody may refuse it. */
export function checkNames(environment: Environment): readonly Finding[] {
  const { warn } = about("names");
  return lookalikes(environment).map(([name, meant]) => warn(`${name} is not read. Did you mean ${meant}?`));
}

/** Whether cookies and tokens would travel in the clear. */
export function checkTransport({ rules, issuer, corsOrigins }: AppSettings): readonly Finding[] {
  const { ok, warn, fail } = about("transport");
  if (rules !== "production") return [];
  const plain = [issuer, ...corsOrigins].filter((address) => address.startsWith("http:"));
  const [local, remote] = [plain.filter(isLocal), plain.filter((address) => !isLocal(address))];
  if (plain.length === 0) return [ok("No address says http.")];
  return [
    ...remote.map((address) => fail(`${address} is not https: cookies and tokens travel in the clear, and Secure cookies not at all.`)),
    ...local.map((address) => warn(`${address} is this machine's, and the rules are production's.`)),
  ];
}

/** Whose word is taken for where a request comes from. */
export function checkProxies({ rules, trustedProxies }: AppSettings): readonly Finding[] {
  const { ok, warn } = about("proxies");
  const wide = trustedProxies.filter((range) => Number(range.split("/")[1] ?? 32) < 8);
  if (wide.length > 0) return [warn(`${wide.join(", ")}: so many may say where a request comes from (AMPOULE_TRUSTED_PROXIES).`)];
  if (trustedProxies.length > 0) return [ok(`Trusted: ${trustedProxies.join(", ")}. Hand them to the framework.`)];
  const alone = "No proxy is trusted: behind one, everybody seems to come from it (AMPOULE_TRUSTED_PROXIES).";
  return rules === "production" ? [warn(alone)] : [];
}
