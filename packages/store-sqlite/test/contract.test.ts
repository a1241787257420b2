import { apiKeyStoreContract, codeStoreContract, describeRefreshStore } from "@ampoule/accounts/testing";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqliteApiKeys, sqliteCodes, sqliteStore } from "../src/index.js";
import { temporaryFile } from "./temporary-file.js";

// S-140, S-143, S-145, S-149, S-151, S-152, S-153, C11: in the titles of the contract.
describeRefreshStore("SQLite, in a file", {
  open: () => {
    const { file, remove } = temporaryFile();
    const stores = [sqliteStore({ file })];
    const [store] = stores;
    if (store === undefined) throw new Error("There is no store.");
    const another = () => {
      const opened = sqliteStore({ file });
      stores.push(opened);
      return opened;
    };
    const dump = () => {
      using database = new DatabaseSync(file);
      return JSON.stringify(["families", "denied", "cut_offs"].map((name) => database.prepare(`SELECT * FROM ampoule_${name}`).all()));
    };
    const close = () => {
      for (const opened of stores) opened.close();
      remove();
    };
    return { store, another, dump, close };
  },
});

describe("API keys in SQLite", () => {
  test.each(apiKeyStoreContract)("$name", async ({ run }) => {
    const { file, remove } = temporaryFile();
    using tokens = sqliteStore({ file });
    using store = sqliteApiKeys({ file });
    await run(store);
    expect(await tokens.purge(0)).toBe(0);
    remove();
  });
});

describe("single-use codes in SQLite", () => {
  test.each(codeStoreContract)("$name", async ({ run }) => {
    const { file, remove } = temporaryFile();
    using store = sqliteCodes({ file });
    await run(store);
    remove();
  });
});
