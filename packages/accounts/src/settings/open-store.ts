import { ConfigurationError } from "@ampoule/core";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { memoryStore } from "../tokens/memory-store.js";
import { storeKindOf, storeKinds, type OpenedStore, type StoreOpener } from "./store-kinds.js";

/** Opens the store at an address. @throws ConfigurationError where its package is not installed, and what that throws. */
export async function openStore(address: string): Promise<OpenedStore> {
  const kind = storeKindOf(address);
  if (kind === undefined) throw invalid(`AMPOULE_STORE_URL begins with one of ${[...storeKinds.keys()].join(", ")}.`);
  const name = storeKinds.get(kind);
  if (name === undefined) return Object.assign(memoryStore(), { [Symbol.asyncDispose]: () => Promise.resolve() });
  return openerOf(await packageOf(name), name)(address);
}

/** Looks from the application first: it installed the package, and not every installer puts it beside this one. */
async function packageOf(name: string): Promise<object> {
  const candidates = [() => pathToFileURL(createRequire(join(process.cwd(), "application.js")).resolve(name)).href, () => name];
  for (const candidate of candidates) {
    try {
      return (await import(candidate())) as object;
    } catch (error) {
      if (!isMissing(error, name)) throw error;
    }
  }
  throw invalid(`AMPOULE_STORE_URL needs ${name}, which is not installed: npm install ${name}.`);
}

/** Whether that very package was not found, and not one that it needs. */
function isMissing(error: unknown, name: string): boolean {
  const isNotFound = error instanceof Error && "code" in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));
  return isNotFound && error.message.includes(`'${name}'`);
}

function openerOf(module: object, name: string): StoreOpener {
  if ("openStore" in module && typeof module.openStore === "function") return module.openStore as StoreOpener;
  throw invalid(`${name} cannot be opened by AMPOULE_STORE_URL: it has no openStore. Install its newest version.`);
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", message);
}
