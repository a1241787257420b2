import type { Environment } from "../environment/environment.js";
import { lookUp } from "../environment/look-up.js";
import { storeKindOf } from "../settings/store-kinds.js";
import { variables } from "../settings/variables.js";

const ownNames = [variables.secret, variables.privateKey, variables.storeUrl].flatMap(({ names }) => names);
/** What others keep secret, by its name. */
const secretName = /SECRET|PASSW|PRIVATE|TOKEN|API_?KEY|CREDENTIAL/i;
/** Shorter ones are words, and would be taken out of the middle of others. */
const shortest = 8;

/** Takes every secret of the environment out of a text: the last fence before what others wrote, such as the message of an error, is shown. */
export function masking(environment: Environment): (text: string) => string {
  const secrets = secretsIn(environment).toSorted((one, other) => other.length - one.length);
  return (text) => {
    const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
    return masked
      .replaceAll(/\/\/[^/\s@]+@/g, "//[secret]@")
      .replaceAll(/-----BEGIN[^-]*PRIVATE KEY-----.*?(?:-----END[^-]*-----|$)/gs, "[secret]");
  };
}

function secretsIn(environment: Environment): readonly string[] {
  const ours = ownNames.flatMap((name) => {
    const found = lookUp(environment, [name]);
    return found === undefined || "problem" in found ? [] : partsOf(found.text);
  });
  const others = Object.keys(environment).flatMap((name) => (secretName.test(name) ? (environment[name] ?? "") : []));
  return [...ours, ...others].filter(({ length }) => length >= shortest);
}

/** Of an address, what lets somebody in; where it leads may be shown. Of anything else, all. */
function partsOf(text: string): readonly string[] {
  const url = storeKindOf(text) === undefined ? null : URL.parse(text);
  return url === null ? [text] : [url.password, decoded(url.password), ...url.searchParams.values()];
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
