/** What an entry may come to. Raise a figure in the commit that says what is worth it. */
export interface Budget {
  /** Of our own code, minified and gzipped; whatever is imported from another package is left out. 1 kB is 1,000 bytes. */
  readonly kB: number;
  /** How many files importing it loads on Node, those of other packages included: what start-up time is made of, and the same on each machine. */
  readonly files?: number;
}

export const budgets: Readonly<Record<string, Budget>> = {
  "@ampoule/accounts": { kB: 38, files: 105 },
  "@ampoule/accounts/testing": { kB: 18.5 },
  "@ampoule/core": { kB: 14, files: 6 },
  "@ampoule/core/adapter": { kB: 33.5, files: 6 },
  "@ampoule/core/jwt": { kB: 18.2, files: 55 },
  "@ampoule/core/oidc": { kB: 24.5, files: 55 },
  "@ampoule/core/openapi": { kB: 0.1, files: 1 },
  "@ampoule/express": { kB: 1.8, files: 9 },
  "@ampoule/hono": { kB: 1.8, files: 19 },
  "@ampoule/koa": { kB: 1.2, files: 9 },
  "@ampoule/store-postgres": { kB: 4.5, files: 120 },
  "@ampoule/store-redis": { kB: 4, files: 120 },
  "@ampoule/store-sqlite": { kB: 2.8, files: 115 },
  "@ampoule/testing": { kB: 43 },
  "@ampoule/testing/acting": { kB: 0.2 },
  "@ampoule/testing/hostile-bearer": { kB: 2.8 },
  "@ampoule/testing/offline-issuer": { kB: 3.6 },
};

/** What bundles may come to. */
export const bundleBudgets: Readonly<Record<string, Budget>> = {
  "jwt path": { kB: 17 },
  worker: { kB: 50.2 },
};

/** What is aimed at. */
export const targets = { jwtPath: 14, importMs: 15, setUpMs: 100 };
