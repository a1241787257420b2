/** One scheme or login form, as the file describes it. */
export interface SchemeSpec {
  readonly type: string;
  readonly autoError?: boolean;
  readonly name?: string;
  readonly scheme?: string;
  readonly realm?: string;
  readonly bearerFormat?: string;
  readonly flows?: Readonly<Record<string, FlowSpec>>;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly authorizationUrl?: string;
  readonly openIdConnectUrl?: string;
  readonly scopes?: Readonly<Record<string, string>>;
  readonly schemeName?: string;
  readonly description?: string;
}

export interface FlowSpec {
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes?: Readonly<Record<string, string>>;
}
