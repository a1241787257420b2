import { randomBytes } from "node:crypto";

let made: Uint8Array | undefined;

/** What stands for `SECRET_KEY` outside production: one for the whole process. */
export function developmentSecret(): Uint8Array {
  return (made ??= randomBytes(32));
}
