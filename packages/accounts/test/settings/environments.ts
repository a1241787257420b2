import { ConfigurationError } from "@ampoule/core";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type AppSettings, type Environment, type SettingsOptions } from "../../src/index.js";

export const strong = (): string => randomBytes(32).toString("base64url");
/** What every service has to say, and nothing more. */
export const names = { JWT_ISSUER: "https://login.example", JWT_AUDIENCE: "https://api.example" };
/** The smallest environment that starts in production. */
export const sound = (more: Environment = {}): Environment => ({ SECRET_KEY: strong(), ...names, ...more });
export const settingsWith = (more: Environment): AppSettings => readSettings(sound(more));

/** What is wrong with an environment, line by line. @throws where nothing is. */
export function problemsOf(environment: Environment, options?: SettingsOptions): readonly string[] {
  try {
    readSettings(environment, options);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split("\n- ").slice(1);
  }
  throw new Error("It starts.");
}

/** A folder of a test's own, gone at its end. */
export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "ampoule-settings-"));

  /** Writes a file, and gives its path. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
