import type { RefreshStore } from "@ampoule/accounts";
import { expectTypeOf, test } from "vitest";
import { sqliteStore } from "../../src/index.js";

test("a store in a file", () => {
  expectTypeOf(sqliteStore).returns.toExtend<RefreshStore & Disposable>();
  // @ts-expect-error: it needs a file
  expectTypeOf(sqliteStore({})).toExtend<RefreshStore>();
});
