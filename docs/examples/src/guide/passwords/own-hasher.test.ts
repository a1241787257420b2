import { bcryptHasher } from "@ampoule/accounts";
import { passwordHasherContract } from "@ampoule/accounts/testing";
import { test } from "vitest";

const hasher = bcryptHasher({ cost: 10 });

test.each(passwordHasherContract)("my hasher $name", ({ run }) => run(hasher), 60_000);
