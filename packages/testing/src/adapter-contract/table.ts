import type { SecurityOptions } from "@ampoule/core/adapter";
import type { RawRequest } from "../raw-http.js";
import type { Answer } from "./answers.js";
import type { Credentials } from "./credentials.js";
import type { Router } from "./harness.js";

/** One request, and its answer on every framework. */
export interface ContractCase {
  readonly title: string;
  readonly request: RawRequest;
  readonly answer: Answer;
  /** How many credentials may have been verified for it. Default: any number. */
  readonly verifications?: number;
  /** Response fields that must be exactly so. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Text that must not come back in any form. */
  readonly secret?: string;
}

/** Cases that share an application. */
export interface ContractTable {
  readonly title: string;
  readonly options?: Partial<SecurityOptions>;
  /** Adds the routes. Each handler calls `reached` when it runs. */
  add(router: Router, credentials: Credentials, reached: () => void): void;
  readonly cases: readonly ContractCase[];
}

/** A GET with these header lines. */
export function get(target: string, ...fields: string[]): RawRequest {
  return { target, fields };
}

/** A POST of this urlencoded body. */
export function post(target: string, body: string, ...fields: string[]): RawRequest {
  return { method: "POST", target, fields: ["Content-Type: application/x-www-form-urlencoded", ...fields], body };
}

/** The header line of HTTP Basic for these credentials. */
export function basicLine(userPass: string): string {
  return `Authorization: Basic ${Buffer.from(userPass, "utf8").toString("base64")}`;
}
