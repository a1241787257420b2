import { ConfigurationError, UnavailableError } from "../../contract/errors.js";
import type { JsonObject } from "../../http/strict-json.js";
import { fetchObject, type Limits } from "../remote/document.js";
import { Kept, type Ages } from "../remote/kept.js";
import { issuerUrl, wellKnownUrls } from "./issuer-url.js";
import { readMetadata, type IssuerMetadata, type MetadataRules } from "./metadata.js";

/** What a discovery needs to know. */
export interface DiscoverySettings extends MetadataRules, Limits, Ages {
  readonly clock: () => number;
}

/** Finds out what an issuer says of itself, and keeps it. */
export class Discovery {
  /** Where the issuer's metadata is, by OpenID Connect. */
  readonly openIdConnectUrl: string;
  readonly #settings: DiscoverySettings;
  readonly #kept: Kept<IssuerMetadata>;

  /** @throws ConfigurationError on an issuer that cannot be trusted. */
  constructor(settings: DiscoverySettings) {
    this.#settings = settings;
    const places = wellKnownUrls(issuerUrl(settings.issuer, settings.allowsHttp));
    this.openIdConnectUrl = places[0];
    this.#kept = new Kept(() => this.#load(places), settings, settings.clock);
  }

  /** @throws UnavailableError, also late, where the issuer cannot be asked or is not what it should be. */
  get(): IssuerMetadata | Promise<IssuerMetadata> {
    return this.#kept.get();
  }

  /** Asks now, and says what is wrong. @throws ConfigurationError where waiting would not help. */
  async ready(): Promise<IssuerMetadata> {
    try {
      return await this.get();
    } catch (error) {
      throw configurationError(error) ?? error;
    }
  }

  async #load(places: readonly string[]): Promise<IssuerMetadata> {
    const document = await this.#find(places);
    try {
      return readMetadata(document, this.#settings);
    } catch (error) {
      // A request cannot tell a wrong configuration from a gateway that answers in the issuer's place for a while.
      throw new UnavailableError((error as Error).message, { cause: error });
    }
  }

  async #find(places: readonly string[]): Promise<JsonObject> {
    const { issuer } = this.#settings;
    const init = { headers: { Accept: "application/json" } };
    for (const url of places) {
      const document = await fetchObject(`The metadata of ${issuer}`, { url, init, none: 404 }, this.#settings);
      if (document !== undefined) return document;
    }
    throw new UnavailableError(`The issuer ${issuer} has no metadata at ${places.join(" or ")}.`);
  }
}

/** The wrong configuration behind an outage, also where the outage is told a second time. */
function configurationError(error: unknown): ConfigurationError | undefined {
  if (error instanceof ConfigurationError) return error;
  return error instanceof UnavailableError ? configurationError(error.cause) : undefined;
}
