import { UnavailableError } from "@ampoule/core";
import { expect, test, vi } from "vitest";
import { apiKeys, memoryApiKeys } from "../../src/index.js";

test("S-334 D12 a store that hangs is one that cannot tell, in time, and so is one that throws what it likes", async () => {
  const store = memoryApiKeys();
  const keys = apiKeys({ store, timeout: 20 });
  const { key } = await keys.issue({ owner: "alice", name: "backup", expiresIn: "never" });
  vi.spyOn(store, "touch").mockImplementation(() => new Promise<void>(() => undefined));
  await expect(keys.verify(key)).rejects.toThrow(UnavailableError);
  const fault = new Error("ECONNRESET 10.0.0.7");
  vi.spyOn(store, "find").mockImplementation(() => {
    throw fault;
  });
  await expect(keys.verify(key)).rejects.toMatchObject({ message: "The store of API keys failed.", cause: fault });
});
