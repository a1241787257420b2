import { memoryApiKeys } from "@ampoule/accounts";
import { apiKeyStoreContract } from "@ampoule/accounts/testing";
import { test } from "vitest";

const store = memoryApiKeys();

test.each(apiKeyStoreContract)("my store $name", ({ run }) => run(store));
