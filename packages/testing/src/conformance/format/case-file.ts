import { readFile } from "node:fs/promises";
import type { SchemeDocumentExpectation, DocumentExpectation } from "./document.js";
import type { RequestSpec, ExchangeExpectation, ExchangeSpec } from "./exchange.js";
import type { GraphSpec } from "./graph.js";
import type { Json } from "./json.js";
import type { SchemeSpec } from "./scheme.js";

export interface SchemeCase {
  readonly id: string;
  readonly scheme: SchemeSpec;
  readonly autoError?: boolean;
  readonly request: RequestSpec;
  readonly expect: ExchangeExpectation;
}

export interface DocumentCase {
  readonly id: string;
  readonly scheme: SchemeSpec;
  readonly autoError?: boolean;
  readonly expect: SchemeDocumentExpectation;
}

export interface GraphCase {
  readonly id: string;
  readonly graph: GraphSpec;
  readonly exchanges: readonly ExchangeSpec[];
  readonly openapi?: DocumentExpectation;
  readonly registrationError?: boolean;
}

/** Claims to be signed when the case runs. */
export interface TokenSpec {
  readonly claims: Readonly<Record<string, Json>>;
  readonly expiresIn?: number;
  readonly secret?: string;
  readonly alg?: string;
}

export interface StepSpec extends ExchangeSpec {
  readonly capture?: Readonly<Record<string, string>>;
}

export type AppCase = { readonly id: string; readonly steps?: readonly StepSpec[] } & Partial<ExchangeSpec>;

/** Somebody whom an application knows. */
export interface UserSpec {
  readonly username: string;
  readonly fullName: string;
  readonly disabled: boolean;
  readonly password: string;
}

/** What an application is given by the file besides its description. */
export interface AppSpec {
  readonly id: string;
  readonly description?: string;
  readonly jwtSecret?: string;
  readonly users?: readonly UserSpec[];
  readonly tokens?: Readonly<Record<string, TokenSpec>>;
  readonly cases: readonly AppCase[];
  readonly openapi?: DocumentExpectation;
}

export interface CaseFile {
  readonly cases?: readonly SchemeCase[];
  readonly openapi?: readonly DocumentCase[];
  readonly graphs?: readonly GraphCase[];
  readonly apps?: readonly AppSpec[];
}

/** Reads a file in the format that its own `meta` explains. */
export async function readCaseFile(path: string | URL): Promise<CaseFile> {
  return JSON.parse(await readFile(path, "utf8")) as CaseFile;
}
