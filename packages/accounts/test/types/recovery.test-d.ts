import { bearer, provider, type Endpoint, type ProviderValue } from "@ampoule/core";
import { expectTypeOf, test } from "vitest";
import {
  accounts,
  allowPasswordless,
  confirmResetEndpoint,
  confirmVerificationEndpoint,
  memoryCodes,
  memoryMailer,
  memoryStore,
  memoryUsers,
  outbox,
  requestResetEndpoint,
  singleUseCodes,
  smtpMailer,
  throttle,
  verificationSender,
  verifiedUser,
  type CodeClaim,
  type CodeProblem,
  type MemoryUser,
  type Passwords,
  type Tokens,
} from "../../src/index.js";

type User = MemoryUser<{ isVerified: boolean }>;
declare const passwords: Passwords;
declare const tokens: Tokens<"read">;
const users = memoryUsers<{ isVerified: boolean }>();
const codes = singleUseCodes({ store: memoryCodes(), account: (id) => users.byId(id) });
const link = { users, codes, outbox: outbox({ mailer: memoryMailer() }), addressOf: ({ login }: User) => login };

test("a code yields whose it is, or why not, and cannot be taken for granted", async () => {
  const claim = await codes.take({ code: "x", purpose: "p" });
  expectTypeOf(claim).toEqualTypeOf<CodeClaim<User> | CodeProblem>();
  // @ts-expect-error: it may be none
  void claim.account;
  expectTypeOf(await codes.issue({ purpose: "p", subject: "u", address: "a", expiresIn: 60 })).toEqualTypeOf<string | undefined>();
  // @ts-expect-error: a code ends some time
  void codes.issue({ purpose: "p", subject: "u", address: "a" });
  // @ts-expect-error: a code is for something
  void codes.take({ code: "x" });
});

test("endpoints know the users of their codes", () => {
  const page = "https://app.example";
  expectTypeOf(requestResetEndpoint({ ...link, page })).toEqualTypeOf<Endpoint>();
  expectTypeOf(confirmResetEndpoint({ ...link, passwords, tokens, onReset: ({ isVerified }) => isVerified })).toEqualTypeOf<Endpoint>();
  expectTypeOf(verificationSender({ ...link, page, isVerified: ({ isVerified }: User) => isVerified })).toEqualTypeOf<
    (user: User) => void
  >();
  confirmVerificationEndpoint({ ...link, passwords, verified: ({ id }) => users.change(id, { isVerified: true }) });
  confirmVerificationEndpoint({ ...link, passwords, guesses: throttle(), verified: ({ isVerified }) => isVerified });
  confirmVerificationEndpoint({ ...link, [allowPasswordless]: true, verified: ({ isVerified }) => isVerified });
  confirmResetEndpoint({
    ...link,
    passwords,
    tokens,
    verified: ({ isVerified }) => isVerified,
    onReset: (_, { request }) => request.method,
  });
  // @ts-expect-error: a link leads somewhere
  requestResetEndpoint(link);
  // @ts-expect-error: a mail goes somewhere
  requestResetEndpoint({ ...link, page, addressOf: undefined });
  // @ts-expect-error: sign-ins have to end
  confirmResetEndpoint({ ...link, passwords });
  // @ts-expect-error: nothing would note it
  confirmVerificationEndpoint({ ...link, passwords });
  // @ts-expect-error: nobody would show that they chose the password
  confirmVerificationEndpoint({ ...link, verified: () => undefined });
  // @ts-expect-error: whoever means it says so
  confirmVerificationEndpoint({ ...link, verified: () => undefined, [allowPasswordless]: false });
});

test("what accounts() gives is what they want", () => {
  const profile = { isVerified: () => false };
  const {
    users: kept,
    passwords: checked,
    tokens: issuer,
  } = accounts({ users, profile, tokens: { issuer: "i", audience: "a", store: memoryStore() } });
  const page = "https://app.example";
  expectTypeOf(requestResetEndpoint({ ...link, users: kept, page })).toEqualTypeOf<Endpoint>();
  expectTypeOf(confirmResetEndpoint({ ...link, users: kept, passwords: checked, tokens: issuer })).toEqualTypeOf<Endpoint>();
});

test("who has confirmed an address keeps their type and scopes", () => {
  const token = bearer({ scopes: ["read"], verify: () => ({ sub: "u1", scopes: ["read"] }) });
  const currentUser = provider({ token }, (): User | undefined => undefined);
  expectTypeOf(verifiedUser(currentUser, ({ isVerified }) => isVerified)).toExtend<ProviderValue<User, "read">>();
  // @ts-expect-error: a user has no such thing
  verifiedUser(currentUser, ({ verified }) => verified);
});

test("mail is from somebody, to a server or by a transport", () => {
  // @ts-expect-error: from whom?
  smtpMailer({ url: "smtp://localhost" });
  // @ts-expect-error: by what?
  smtpMailer({ from: "a@example.com" });
  // @ts-expect-error: to whom?
  void memoryMailer().send({ subject: "Hi", text: "text" });
});
