import { fileSuffix, type Environment } from "../environment/environment.js";
import { readValueFile } from "../environment/value-file.js";
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
    // A password may have an @ in it that nobody escaped: up to the last one.
    return masked
      .replaceAll(/\/\/\S+@/g, "//[secret]@")
      .replaceAll(/-----BEGIN[^-]*PRIVATE KEY-----.*?(?:-----END[^-]*-----|$)/gs, "[secret]");
  };
}

/** Also of what was refused: others may have taken it as it is. */
function secretsIn(environment: Environment): readonly string[] {
  const ours = ownNames.flatMap((name) => [environment[name] ?? "", ...fileTexts(environment[name + fileSuffix] ?? "")]);
  const others = Object.keys(environment).flatMap((name) => (secretName.test(name) ? (environment[name] ?? "") : []));
  return [...ours.map(bare).flatMap(partsOf), ...others.map(bare)].filter(({ length }) => length >= shortest);
}

/** What a file holds; and its path, where somebody may have put the secret itself. */
function fileTexts(path: string): readonly string[] {
  const file = readValueFile(path);
  return "text" in file ? [file.text] : [path];
}

function bare(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
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
