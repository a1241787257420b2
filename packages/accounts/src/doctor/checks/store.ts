import { existsSync } from "node:fs";
import { withoutSecrets } from "../../settings/addresses.js";
import type { AppSettings } from "../../settings/app-settings.js";
import type { OpenedStore } from "../../settings/store-kinds.js";
import { about, type Finding } from "../finding.js";
import { inTime } from "../in-time.js";
import { skewFinding, type Measured } from "./clock.js";

const { ok, warn, fail } = about("store");
/** Milliseconds. */
const patience = 8_000;

/** Whether the store that the settings name can be asked, and what its clock says. */
export async function checkStore({ storeUrl, rules, key }: AppSettings, open: () => Promise<OpenedStore>): Promise<readonly Finding[]> {
  if (key === "public") return [];
  const address = storeUrl?.reveal();
  if (address === undefined) return [warn("AMPOULE_STORE_URL is not set: whether your store answers is not looked at.")];
  if (address.startsWith("memory:"))
    return rules === "production"
      ? [warn("Sign-ins are kept in memory: a restart ends them, and a second process knows nothing of them.")]
      : [];
  const missing = missingFile(address);
  // Opening it would make it, and a misspelt path would look well.
  if (missing !== undefined) return [warn(`${missing} does not exist: the application makes it at its first start.`)];
  return asked(withoutSecrets(address), open);
}

async function asked(shown: string, open: () => Promise<OpenedStore>): Promise<readonly Finding[]> {
  try {
    return await inTime(patience, async () => {
      await using store = await open();
      await store.find("doctor");
      return [ok(`${shown} answers.`), ...(await clockOf(store))];
    });
  } catch (error) {
    return [fail(`${shown} cannot be used. ${messagesOf(error).join(" ")}`)];
  }
}

async function clockOf(store: OpenedStore): Promise<readonly Finding[]> {
  if (store.now === undefined) return [];
  const asked = Date.now();
  const measured: Measured = { told: await store.now(), asked, answered: Date.now(), precision: 1 };
  return [skewFinding("the store's", measured)];
}

function missingFile(address: string): string | undefined {
  const [, file] = /^sqlite:(?!\/\/)(.+)$/s.exec(address) ?? [];
  return file === undefined || file === ":memory:" || existsSync(file) ? undefined : file;
}

function messagesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return ["It threw what is no error."];
  return [error.message, ...(error.cause instanceof Error ? messagesOf(error.cause) : [])];
}
