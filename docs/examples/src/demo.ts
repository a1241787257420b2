import { ApiKeys, apiKeys, emailLogin, type ApiKeyStore } from "@ampoule/accounts";
import type { DependencyContainer } from "tsyringe";
import type { AuthParts } from "./auth.js";
import type { User } from "./users.js";

/** Who can sign in from the start. For trying things out: they are written in the documentation. */
export const demo = {
  user: { email: "alice@example.com", password: "wonderland-1865" },
  admin: { email: "admin@example.com", password: "looking-glass-1871" },
  service: "reports",
} as const;

type Parts = Pick<AuthParts, "users" | "passwords">;

/** Adds the demo users, unless they are there already. */
export async function addUsers(parts: Parts): Promise<void> {
  await addUser(demo.user, parts, "member");
  await addUser(demo.admin, parts, "admin");
}

async function addUser({ email, password }: typeof demo.user | typeof demo.admin, { users, passwords }: Parts, role: User["role"]) {
  const login = emailLogin.read(email)?.canonical ?? email;
  const user = users.add({ login, writtenLogin: email, passwordHash: await passwords.hash(password), profile: undefined });
  if (user === "taken") return;
  users.verify(user.id);
  users.setRole(user.id, role);
}

/** Gives the demo service's key. */
export async function addService(services: DependencyContainer, store: ApiKeyStore): Promise<string> {
  const keys = apiKeys({ store, prefix: "demo" });
  services.register(ApiKeys, { useValue: keys });
  const { key } = await keys.issue({ owner: demo.service, name: demo.service, expiresIn: 86_400 });
  return key;
}
