import { ConfigurationError } from "../../contract/errors.js";
import type { JsonObject } from "../../http/strict-json.js";
import { isPrivateHost } from "../remote/private-address.js";
import { shownAddress } from "../remote/shown-address.js";
import { hasUserinfo, isAllowedScheme } from "./issuer-url.js";

/** What an issuer says of itself, as far as it is used here, and checked. */
export interface IssuerMetadata {
  readonly jwksUri: string | undefined;
  readonly introspectionEndpoint: string | undefined;
  /** The algorithms that it signs with, where it says so. */
  readonly algorithms: readonly unknown[] | undefined;
}

/** What is allowed of an issuer's metadata. */
export interface MetadataRules {
  /** The issuer that is trusted, as it is configured. */
  readonly issuer: string;
  readonly allowsHttp: boolean;
  /** Hosts, with their ports, where its addresses may be besides its own; `undefined`: any public one. */
  readonly hosts: readonly string[] | undefined;
}

const addressName = /^jwks_uri$|_endpoint$/;
/** Those that are asked from here. */
const used: ReadonlySet<string> = new Set(["jwks_uri", "introspection_endpoint"]);

/**
 * Takes from an issuer's metadata what is used here. The schemes of all its addresses are looked at, also of those that nobody uses: a document with a
 * bad one was not written by whom it claims.
 *
 * @throws ConfigurationError where the document belongs to another issuer, or points where nobody may go.
 */
export function readMetadata(document: JsonObject, rules: MetadataRules): IssuerMetadata {
  const { issuer, id_token_signing_alg_values_supported: algorithms } = document;
  if (issuer !== rules.issuer) throw wrong(rules, `calls itself ${shownAddress(issuer)}: configure exactly that, if it is what you trust`);
  const addresses = Object.entries(document).filter(([name, value]) => addressName.test(name) && value !== undefined && value !== null);
  const checked = new Map(addresses.map(([name, value]) => [name, addressOf(name, value, rules)]));
  return {
    jwksUri: checked.get("jwks_uri"),
    introspectionEndpoint: checked.get("introspection_endpoint"),
    algorithms: Array.isArray(algorithms) ? algorithms : undefined,
  };
}

function addressOf(name: string, value: unknown, rules: MetadataRules): string {
  const url = typeof value === "string" ? URL.parse(value) : null;
  if (url === null || !isAllowedScheme(url, rules.allowsHttp) || hasUserinfo(url)) {
    throw wrong(rules, `names ${shownAddress(value)} as its ${name}, which is not an https address`);
  }
  if (!used.has(name) || isReachable(url, rules)) return url.href;
  throw wrong(
    rules,
    `names ${shownAddress(value)} as its ${name}, on a host that is not allowed: name the host in allowedHosts, if it is the issuer's`,
  );
}

/** An issuer on the Internet has no business in the private network, and one in it only on its own machine. */
function isReachable(url: URL, { issuer, hosts }: MetadataRules): boolean {
  if (url.hostname === new URL(issuer).hostname || hosts?.includes(url.host) === true) return true;
  return hosts === undefined && !isPrivateHost(url.hostname);
}

function wrong({ issuer }: MetadataRules, why: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `The issuer ${issuer} ${why}.`);
}
