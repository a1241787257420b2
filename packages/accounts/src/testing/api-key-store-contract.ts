import { ending } from "./api-key-store/ending.js";
import { keeping } from "./api-key-store/keeping.js";
import type { ApiKeyStoreCase } from "./api-key-store/records.js";
import { rotating } from "./api-key-store/rotating.js";

export type { ApiKeyStoreCase };

/**
 * What every `ApiKeyStore` has to do, for any test runner.
 *
 * @example
 * ```ts
 * test.each(apiKeyStoreContract)("$name", ({ run }) => run(new MyStore()));
 * ```
 */
export const apiKeyStoreContract: readonly ApiKeyStoreCase[] = [...keeping, ...ending, ...rotating];
