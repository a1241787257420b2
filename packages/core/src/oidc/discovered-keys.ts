import { ConfigurationError, UnavailableError } from "../contract/errors.js";
import type { Awaitable } from "../contract/provider.js";
import { isAlgorithm, sameAlgorithm, type Algorithm } from "../jwt/algorithm.js";
import type { KeyHint, KeySource, VerificationKey } from "../jwt/key-source.js";
import type { Discovery } from "./discovery/discovery.js";
import type { IssuerMetadata } from "./discovery/metadata.js";

/** The keys of an issuer, from where its metadata says they are. */
export class DiscoveredKeys implements KeySource {
  readonly #discovery: Discovery;
  readonly #open: (jwksUri: string) => KeySource;
  #source: { readonly uri: string; readonly keys: KeySource } | undefined;

  constructor(discovery: Discovery, open: (jwksUri: string) => KeySource) {
    this.#discovery = discovery;
    this.#open = open;
  }

  find(hint: KeyHint): Awaitable<readonly VerificationKey[]> {
    const metadata = this.#discovery.get();
    return metadata instanceof Promise ? metadata.then((found) => this.#findIn(found, hint)) : this.#findIn(metadata, hint);
  }

  /** Finds the keys now. @throws ConfigurationError where no token could ever be verified. */
  async ready(configured: readonly Algorithm[]): Promise<void> {
    const metadata = await this.#discovery.ready();
    const signing = configured.filter((name) => isSigned(metadata, name));
    if (signing.length === 0) throw wrong(`The issuer signs with ${String(metadata.algorithms)}, and algorithms allows none of these.`);
    if (metadata.jwksUri === undefined) throw wrong("The issuer's metadata has no jwks_uri: its tokens cannot be verified by signature.");
    const found = await Promise.all(signing.map(async (alg) => this.#findIn(metadata, { alg, kid: undefined })));
    if (found.flat().length === 0) throw wrong(`None of the issuer's keys is for an algorithm that is allowed: ${signing.join(", ")}.`);
  }

  #findIn(metadata: IssuerMetadata, hint: KeyHint): Awaitable<readonly VerificationKey[]> {
    if (!isSigned(metadata, hint.alg)) return [];
    const { jwksUri } = metadata;
    if (jwksUri === undefined) throw new UnavailableError("The issuer's metadata has no jwks_uri.");
    if (this.#source?.uri !== jwksUri) this.#source = { uri: jwksUri, keys: this.#open(jwksUri) };
    return this.#source.keys.find(hint);
  }
}

/** Whether the issuer says that it signs so, or says nothing of it. */
function isSigned({ algorithms }: IssuerMetadata, alg: Algorithm): boolean {
  return algorithms === undefined || algorithms.some((name) => isAlgorithm(name) && sameAlgorithm(name, alg));
}

function wrong(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", message);
}
