import {
  bcryptHasher,
  blockedWords,
  confirmResetEndpoint,
  confirmVerificationEndpoint,
  consoleMailer,
  memoryCodes,
  memoryStore,
  memoryUsers,
  outbox,
  passwords,
  requestResetEndpoint,
  requestVerificationEndpoint,
  signingKeys,
  singleUseCodes,
  smtpMailer,
  throttle,
  tokens,
  verificationSender,
  verifiedUser,
  type Mailer,
  type MemoryUser,
} from "@ampoule/accounts";
import { bearer, openEndpoint, provider } from "@ampoule/core";

// #region users
interface Profile {
  readonly isVerified: boolean;
}
type User = MemoryUser<Profile>;
export const users = memoryUsers<Profile>();
// #endregion users

export const checked = passwords({ hasher: bcryptHasher(), policy: { blocklists: [blockedWords(["correct horse battery staple"])] } });
const keys = signingKeys({ environment: {} });
export const auth = tokens({
  issuer: "https://example.com",
  audience: "https://api.example.com",
  keys,
  store: memoryStore(),
  account: (id: string) => users.byId(id),
});
const guesses = throttle();

// #region mail
export function mailerOf({ SMTP_URL }: Readonly<Record<string, string | undefined>>): Mailer {
  return SMTP_URL === undefined ? consoleMailer() : smtpMailer({ url: SMTP_URL, from: "Example <no-reply@example.com>" });
}

function mailingTo(mailer: Mailer, log: (line: string) => void) {
  return outbox({ mailer, onEvent: ({ type, purpose, code = "" }) => log(`mail ${purpose} ${type} ${code}`) });
}
// #endregion mail

export function recoveryOver(mailer: Mailer, log: (line: string) => void) {
  const mail = mailingTo(mailer, log);
  // #region link
  const link = {
    users,
    outbox: mail,
    codes: singleUseCodes({ store: memoryCodes(), account: (id) => users.byId(id) }),
    addressOf: ({ login }: User) => login,
    verified: ({ id }: User) => users.change(id, { isVerified: true }),
  };
  // #endregion link

  // #region verification
  const verification = { ...link, page: "https://app.example.com/verify", isVerified: ({ isVerified }: User) => isVerified };

  /** For whoever registers: it returns at once. */
  const sendVerification = verificationSender(verification);
  const requestVerification = requestVerificationEndpoint(verification);
  const confirmVerification = confirmVerificationEndpoint({ ...verification, passwords: checked, guesses });
  // #endregion verification

  // #region reset
  const requestReset = requestResetEndpoint({ ...link, page: "https://app.example.com/reset" });
  const confirmReset = confirmResetEndpoint({
    ...link,
    passwords: checked,
    tokens: auth,
    client: guesses.client,
    words: ({ login }) => [login],
    onReset: ({ login }, { request }) => guesses.forgive(login, request),
  });
  // #endregion reset
  return { mail, sendVerification, requestVerification, confirmVerification, requestReset, confirmReset };
}

const currentUser = provider({ token: bearer(auth.verifier) }, ({ token }) => users.byId(token.sub));

// #region verified
export const verified = verifiedUser(currentUser, ({ isVerified }) => isVerified);
// #endregion verified

// #region page
const script = `
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  history.replaceState(null, "", location.pathname);
  document.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ code, password: document.querySelector("input").value });
    const { ok, status } = await fetch("/verify-email", { method: "POST", headers, body });
    const why = { 422: "That is not the password. If you did not register, choose another one.", 429: "Too many attempts. Try again later." };
    document.querySelector("output").textContent = ok ? "Thank you." : (why[status] ?? "This link is not good, or no longer.");
  });`;

/** Opening it does nothing: the button does. */
export const verifyPage = openEndpoint("GET", {}, async () => {
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script))).toString("base64");
  const form = `<form><label>Password <input type="password" required></label><button>Confirm my address</button></form>`;
  const html = `<!doctype html><title>Confirm</title>${form}<output></output><script>${script}</script>`;
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'sha256-${digest}'`,
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    },
  });
});
// #endregion page
