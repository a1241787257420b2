import type { Json } from "./json.js";

export interface RequestSpec {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly rawQuery?: string;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly multipart?: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly body?: string;
}

/** What has to come back, and for graphs what has to happen. */
export interface ExchangeExpectation {
  readonly status: number;
  readonly headers?: { readonly "www-authenticate"?: string | null };
  readonly json?: Json;
  readonly calls?: Readonly<Record<string, number>>;
  readonly events?: readonly string[];
  readonly serverError?: boolean;
}

export interface ExchangeSpec {
  readonly request: RequestSpec;
  readonly expect: ExchangeExpectation;
}
