import { apiKeyHeader, scoped, type Provided, type Scopes } from "@ampoule/core";
import { expectTypeOf, test } from "vitest";
import { apiKeys, memoryApiKeys, type ApiKeyHolder, type ApiKeyInfo } from "../../src/index.js";

const keys = apiKeys({ store: memoryApiKeys(), scopes: ["read", "write"] });
const service = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });

test("a verifier brings its scopes with it", () => {
  expectTypeOf<Provided<typeof service>>().toEqualTypeOf<ApiKeyHolder<"read" | "write">>();
  expectTypeOf<Scopes<typeof service>>().toEqualTypeOf<"read" | "write">();
  scoped(service, "read");
  // @ts-expect-error nobody declares it
  scoped(service, "delete");
  const bare = apiKeyHeader({ name: "X-API-Key", ...apiKeys({ store: memoryApiKeys() }).verifier });
  expectTypeOf<Scopes<typeof bare>>().toEqualTypeOf<never>();
});

test("keys are issued with declared scopes, an owner and an end", async () => {
  const { key, info } = await keys.issue({ owner: "alice", name: "backup", scopes: ["read"], expiresIn: "never" });
  expectTypeOf(key).toEqualTypeOf<string>();
  expectTypeOf(info).toEqualTypeOf<ApiKeyInfo>();
  // @ts-expect-error the digest stays in the store
  void info.digest;
  // @ts-expect-error an undeclared scope
  void keys.issue({ owner: "alice", name: "", scopes: ["delete"], expiresIn: 60 });
  // @ts-expect-error without an end
  void keys.issue({ owner: "alice", name: "" });
  // @ts-expect-error without an owner
  void keys.issue({ name: "", expiresIn: 60 });
  // @ts-expect-error whose?
  void keys.revoke({ id: info.id });
});
