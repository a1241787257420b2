import { argon2Hasher, bcryptHasher, passwords } from "@ampoule/accounts";

/** New passwords are hashed with argon2id; who signs in with a bcrypt hash gets a new one. */
export const checked = passwords({ hasher: argon2Hasher(), verifiers: [bcryptHasher()] });
