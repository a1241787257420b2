import { ConfigurationError } from "@ampoule/core";
import { memoryUsers } from "../../src/index.js";
import { describeUsers } from "../../src/testing/index.js";

describeUsers("memory", {
  profile: { name: "Alice" },
  open() {
    const users = memoryUsers<{ name: string }>();
    return { users, another: () => users, close: () => undefined };
  },
  withoutIndex() {
    const users = memoryUsers<{ name: string }>();
    users.requireUnique = () => {
      throw new ConfigurationError("invalid_option", "There is no index.");
    };
    return { users, close: () => undefined };
  },
});
