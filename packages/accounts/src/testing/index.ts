export { apiKeyStoreContract, type ApiKeyStoreCase } from "./api-key-store-contract.js";
export { describeUsers } from "./describe-users.js";
export { describeRefreshStore } from "./describe-refresh-store.js";
export { forgetful, slow } from "./disturbed.js";
export type { OpenStore, RefreshStoreHarness } from "./harness.js";
export { passwordHasherContract, type PasswordHasherCase } from "./password-hasher-contract.js";
export { codeStoreContract, type CodeStoreCase } from "./code-store-contract.js";
export { describeCounters, type OpenCounters } from "./describe-counters.js";
export type { OpenUsers, UsersHarness } from "./users-harness.js";
