import type { Letterhead, LinkLetter } from "./options.js";

/** So long as people say it. */
function spanOf(seconds: number): string {
  const [count, unit] = seconds < 7_200 ? [Math.floor(seconds / 60), "minute"] : [Math.floor(seconds / 3_600), "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const chosen = "The page asks for the password that was chosen then.";
const orReset =
  "If you want the account for yourself, say on the sign-in page that you have forgotten its password: then you choose another one, and whoever registered is signed out.";

/** What the mail says that confirms an address. */
export function verificationLetter({ link, expiresIn }: LinkLetter<unknown>, isPasswordless: boolean): Letterhead {
  const why = "Somebody, you we hope, has registered with this address. Open this page to confirm it:";
  const otherwise = "If it was not you, do nothing: without you the address is not confirmed.";
  const good = `The link is good once, for ${spanOf(expiresIn)}.`;
  const [asked, way] = isPasswordless ? [good, otherwise] : [`${chosen} ${good}`, `${otherwise} ${orReset}`];
  return { subject: "Confirm your e-mail address", text: `${why}\n\n${link}\n\n${asked}\n\n${way}\n` };
}

/** What the mail says that lets somebody choose another password. */
export function resetLetter({ link, expiresIn }: LinkLetter<unknown>): Letterhead {
  const why = "Somebody, you we hope, has forgotten the password of your account. Open this page to choose another one:";
  const otherwise = "If it was not you, do nothing: your password stays as it is.";
  return {
    subject: "Choose another password",
    text: `${why}\n\n${link}\n\nThe link is good once, for ${spanOf(expiresIn)}.\n\n${otherwise}\n`,
  };
}

/** What the mail says that tells somebody of another password (ASVS 6.3.7). */
export function noticeLetter(): Letterhead {
  const what = "The password of your account was changed by a link that was sent to this address, and you were signed out everywhere.";
  const otherwise = "If it was not you, somebody can read your mail: change its password first, and then this one again.";
  return { subject: "Your password was changed", text: `${what}\n\n${otherwise}\n` };
}
