import { doing, say, sending, wordsOf } from "./forms.js";
import { changePassword, get, onChange, post, postAsMe, resume, signIn, signOut, signOutEverywhere } from "./session.js";

const [account, ...doors] = ["account", "sign-in", "sign-up", "forgot", "again", "verify", "reset"];
const at = (id) => document.getElementById(id);

let isIn;
// A code is used by a click only, since mail scanners open links; and it does not stay in the address.
const link = new URLSearchParams(location.search).has("reset") ? "reset" : "verify";
const code = new URLSearchParams(location.hash.slice(1)).get("code");
if (code !== null) history.replaceState(null, "", `/#${link}`);

function wanted() {
  const asked = location.hash.slice(1);
  const needsCode = asked === "verify" || asked === "reset";
  if (needsCode && code !== null) return asked;
  if (isIn) return account;
  return doors.includes(asked) && !needsCode ? asked : "sign-in";
}

/** Shows one section, and takes the keyboard and the screen reader there. */
function show() {
  const id = wanted();
  for (const section of document.querySelectorAll("section")) section.hidden = section.id !== id;
  const title = at(`${id}-title`);
  document.title = `${title.textContent} · Ampoule example`;
  title.focus();
}

function goTo(id, words) {
  history.replaceState(null, "", `/#${id}`);
  show();
  say(words);
}

async function describe() {
  const [{ email, role }, { sessions }] = await Promise.all([get("/me"), get("/sessions")]);
  at("email").textContent = email;
  at("role").textContent = role;
  at("sessions").replaceChildren(...sessions.map(asItem));
}

function asItem({ id, created_at: since, last_used_at: used, current }) {
  const item = document.createElement("li");
  const times = `since ${new Date(since).toLocaleString()}, last used ${new Date(used).toLocaleString()}`;
  item.append(current ? `Here, ${times}` : `Elsewhere, ${times} `);
  if (!current) item.append(asButton("End it", times, () => end("/sessions/end", "That sign-in has ended.", { session: id })));
  return item;
}

function asButton(words, about, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.setAttribute("aria-label", `${words}: ${about}`);
  doing(button, act);
  return button;
}

async function end(path, words, body) {
  await postAsMe(path, body);
  await describe();
  say(words);
}

const formIn = (id) => at(id).querySelector("form");
const mailed = "If that is an account of this kind, a mail with a link is on its way.";

sending(formIn("sign-in"), async ({ email, password }) => {
  await signIn(email, password).catch((error) => {
    if (error.status === 401) error.words = "That is not right, or the address is not confirmed yet.";
    throw error;
  });
});
sending(formIn("sign-up"), async (fields) => {
  await post("/sign-up", fields);
  goTo("sign-in", "If the address is free, a mail with a link to confirm it is on its way.");
});
sending(formIn("forgot"), async (fields) => {
  await post("/forgot-password", fields);
  goTo("sign-in", mailed);
});
sending(formIn("again"), async (fields) => {
  await post("/verify-email/request", fields);
  goTo("sign-in", mailed);
});
sending(formIn("verify"), async ({ password }) => {
  await post("/verify-email", { code, password });
  goTo("sign-in", "Thank you. The address is confirmed.");
});
sending(formIn("reset"), async ({ password }) => {
  await post("/reset-password", { code, password });
  // It has ended every sign-in, this one included.
  if (isIn) await describe().catch(() => undefined);
  goTo("sign-in", "The password is set. Sign in with it.");
});
sending(at("change"), async ({ current, next }) => {
  await changePassword(current, next);
  say("The password is changed. Every other sign-in has ended.");
});
doing(at("sign-out"), signOut);
doing(at("end-all"), signOutEverywhere);
doing(at("end-others"), () => end("/sessions/end-others", "Only this sign-in goes on."));
doing(at("look"), async () => {
  await describe();
  say("This is how it is now.");
});

onChange(async (news) => {
  const was = isIn;
  isIn = news === "in";
  if (isIn) await describe().catch((error) => say(wordsOf(error)));
  else at("sessions").replaceChildren();
  if (was === isIn) return;
  show();
  say(isIn ? "You are signed in." : was ? "You are signed out." : "");
});
addEventListener("hashchange", show);

try {
  await resume();
} catch (error) {
  show();
  say(wordsOf(error));
}
