import { ConfigurationError } from "@ampoule/core";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { openStore } from "../src/index.js";
import { temporaryFile } from "./temporary-file.js";

test("a store is opened by its address, and closed by its end", async () => {
  const { file, remove } = temporaryFile();
  const store = openStore(`sqlite:${file}`);
  expect([store.find("nobody"), existsSync(file), "now" in store]).toEqual([undefined, true, false]);
  await store[Symbol.asyncDispose]();
  expect(() => store.find("nobody")).toThrow("did not answer");
  remove();
});

test.each(["sqlite:", "sqlite:///tokens.db", "sqlite://tokens.db", "file:tokens.db", "", "redis://h"])("%s is no address", (address) => {
  expect(() => openStore(address)).toThrow(ConfigurationError);
});
