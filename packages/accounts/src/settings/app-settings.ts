import { ConfigurationError } from "@ampoule/core";
import type { Algorithm, KeySource } from "@ampoule/core/jwt";
import type { SigningKeys } from "../keys/signing-keys.js";
import { subKey } from "../keys/sub-key.js";
import type { Lifetimes } from "../tokens/options.js";
import type { Agreed } from "./agreement.js";
import { developmentSecret } from "./development-secret.js";
import type { KeyMaterial } from "./key-material.js";
import { openStore } from "./open-store.js";
import type { SecretText } from "./secret-text.js";
import type { OpenedStore } from "./store-kinds.js";
import type { Rules } from "./variables.js";

/** What `tokens()` takes of the settings. */
export interface IssuingSettings {
  readonly issuer: string;
  readonly audience: readonly [string, ...string[]];
  readonly keys: SigningKeys;
  readonly lifetimes: Required<Lifetimes>;
}

/** What `jwt()` takes of the settings. */
export interface VerifyingSettings {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly keys: KeySource;
  readonly algorithms: readonly Algorithm[];
  readonly maxLifetime?: number;
  readonly leeway?: number;
}

/** An application's settings, read once and frozen. Made by {@link readSettings}. */
export class AppSettings {
  /** By whose rules the process goes: `NODE_ENV`; production's where it says neither `development` nor `test`. */
  readonly rules: Rules;
  readonly issuer: string;
  /** Whom tokens are made for. */
  readonly audience: readonly [string, ...string[]];
  /** For whom tokens are taken: `audience`, or more. */
  readonly allowedAudiences: readonly [string, ...string[]];
  /** In seconds. They are what `expires_in`, `refreshExpiresIn` and hence the `Max-Age` of a cookie come of. */
  readonly lifetimes: Required<Lifetimes>;
  /** `SECRET_KEY`, masked. For what is not tokens take {@link AppSettings.subKey}. */
  readonly secret: SecretText | undefined;
  /** The address of the store, masked. */
  readonly storeUrl: SecretText | undefined;
  /** For `bcryptHasher()`. */
  readonly bcrypt: { readonly cost: number };
  /** Addresses and ranges of the proxies before this process, for the framework: Express's `trust proxy`. Default: none, so that nobody else's word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may read answers, for the framework's CORS middleware. Default: none. */
  readonly corsOrigins: readonly string[];
  readonly #material: KeyMaterial;
  readonly #limits: Pick<VerifyingSettings, "maxLifetime" | "leeway">;

  /** @internal */
  constructor({ values, material, issuer, audience, allowedAudiences }: Agreed) {
    const { access, idle, absolute, grace } = values;
    this.rules = values.rules;
    this.issuer = issuer;
    this.audience = audience;
    this.allowedAudiences = allowedAudiences;
    this.lifetimes = Object.freeze({ access, idle, absolute, grace });
    this.secret = values.secret;
    this.storeUrl = values.storeUrl;
    this.bcrypt = Object.freeze({ cost: values.bcryptCost });
    this.trustedProxies = values.trustedProxies ?? Object.freeze([]);
    this.corsOrigins = values.corsOrigins ?? Object.freeze([]);
    this.#material = material;
    this.#limits = { ...(values.isAccessSet && { maxLifetime: access }), ...(values.leeway !== undefined && { leeway: values.leeway }) };
    Object.freeze(this);
  }

  /** What signs tokens: `secret`, a `private` key, or a key for `development`, made up for this process. `public`: nothing does, they are only verified. */
  get key(): KeyMaterial["kind"] {
    return this.#material.kind;
  }

  /** The keys that sign: the same ones each time. @throws ConfigurationError where there is only a public key. */
  keys(): SigningKeys {
    if (this.#material.kind !== "public") return this.#material.keys();
    throw new ConfigurationError(
      "invalid_option",
      "JWT_PUBLIC_KEY only verifies: to make tokens, set JWT_PRIVATE_KEY or SECRET_KEY instead.",
    );
  }

  /** For `tokens({ ...settings.tokens(), store, account })`. @throws ConfigurationError where there is only a public key. */
  tokens(): IssuingSettings {
    const { issuer, audience, lifetimes } = this;
    return { issuer, audience, lifetimes, keys: this.keys() };
  }

  /** For `jwt(settings.verification())` in a service that makes no tokens, and for `jwt({ ...auth.verification, ...settings.verification() })` in one that does. */
  verification(): VerifyingSettings {
    const keys = this.#material.keys();
    return { issuer: this.issuer, audience: this.allowedAudiences, keys, algorithms: keys.algorithms, ...this.#limits };
  }

  /**
   * A secret for one purpose, made of `SECRET_KEY`: see {@link subKey}. Without one, and outside production, of bytes that are made up for this process.
   * @throws ConfigurationError where there is no secret in production, and on an empty purpose.
   */
  subKey(purpose: string): Uint8Array {
    if (this.secret !== undefined) return subKey(this.secret.reveal(), purpose);
    if (this.rules !== "production") return subKey(developmentSecret(), purpose);
    throw new ConfigurationError("invalid_option", "SECRET_KEY is not set: sub-keys are made of it.");
  }

  /**
   * Opens the store that `AMPOULE_STORE_URL` names, by the package that has it; without it, and outside production, `memoryStore()`.
   *
   * @throws ConfigurationError where nothing is named in production, or the package is not installed; UnavailableError where nobody answers.
   */
  async openStore(): Promise<OpenedStore> {
    if (this.storeUrl !== undefined) return openStore(this.storeUrl.reveal());
    if (this.rules !== "production") return openStore("memory:");
    throw new ConfigurationError(
      "invalid_option",
      "AMPOULE_STORE_URL is not set: such as sqlite:/var/lib/app/tokens.db, or redis://host:6379.",
    );
  }
}
