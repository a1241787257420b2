// Who is signed in. The access token lives here, in memory, and nowhere else; the refresh token in a cookie that no script can read.

const me = crypto.randomUUID();
// A channel does not hear what it says itself: one to speak, one to listen.
const [said, heard] = [new BroadcastChannel("session"), new BroadcastChannel("session")];
let token;
let tell = () => undefined;

/** What a server refused, in its words. */
export class Refused extends Error {
  constructor(status, { detail, error_description: description, code, error }) {
    super(detail ?? description ?? `The server answered ${status}.`);
    this.status = status;
    this.code = code ?? error;
  }
}

/** Calls back with "in" or "out" when somebody signs in or out, in this tab or another. */
export function onChange(listener) {
  tell = listener;
}

// #region heard
heard.addEventListener("message", ({ data }) => {
  if (data.from === me || !data.news) return;
  const wasOut = token === undefined;
  token = data.token;
  if (wasOut || data.news !== "refreshed") tell(token === undefined ? "out" : "in");
});

function keep(next, news) {
  token = next;
  said.postMessage({ from: me, news, token });
  if (news !== "refreshed") tell(news);
}

/** Messages arrive in the order in which they are sent: with its own, a tab has heard all that came before. */
function everythingHeard() {
  const mark = crypto.randomUUID();
  return new Promise((resolve) => {
    const listen = ({ data }) => {
      if (data.mark !== mark) return;
      heard.removeEventListener("message", listen);
      resolve();
    };
    heard.addEventListener("message", listen);
    said.postMessage({ from: me, mark });
  });
}

/** One tab at a time, each knowing what the one before has done. Whatever changes the cookie happens in here. */
function alone(work) {
  return navigator.locks.request("session", async () => {
    await everythingHeard();
    try {
      return await work();
    } finally {
      await everythingHeard();
    }
  });
}
// #endregion heard

function send(path, body, bearer) {
  const headers = { ...(body && { "Content-Type": "application/json" }), ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  return fetch(path, { method: "POST", headers, ...(body && { body: JSON.stringify(body) }) });
}

async function read(response) {
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

// #region renew
/** In `alone`: a new access token, unless another tab has brought one meanwhile. */
async function renew(stale) {
  if (token !== stale) return;
  const response = await send("/refresh");
  if (response.status === 400) return keep(undefined, "out");
  const { access_token: next } = await read(response);
  keep(next, stale === undefined ? "in" : "refreshed");
}

async function withToken(ask, renewing) {
  const sent = token;
  const response = await ask(sent);
  if (response.status !== 401) return read(response);
  await renewing(sent);
  return read(token === undefined ? response : await ask(token));
}
// #endregion renew

const renewAlone = (stale) => alone(() => renew(stale));

/** What does not ask who somebody is. */
export const post = async (path, body) => read(await send(path, body));

/** What does. An access token that is over is refreshed, once for all tabs. */
export const get = (path) => withToken((bearer) => fetch(path, { headers: { Authorization: `Bearer ${bearer}` } }), renewAlone);
export const postAsMe = (path, body) => withToken((bearer) => send(path, body, bearer), renewAlone);

/** After loading: goes on where the cookie says that somebody is signed in. */
export const resume = () => renewAlone(undefined);

export const signIn = (email, password) => alone(async () => keep((await post("/sign-in", { email, password })).access_token, "in"));

export const changePassword = (current, next) =>
  alone(async () => {
    const body = { current_password: current, new_password: next };
    const { access_token: other } = await withToken((bearer) => send("/change-password", body, bearer), renew);
    keep(other, "in");
  });

export const signOut = () =>
  alone(async () => {
    await post("/sign-out");
    keep(undefined, "out");
  });

export const signOutEverywhere = () =>
  alone(async () => {
    await withToken((bearer) => send("/sessions/end-all", undefined, bearer), renew);
    await post("/sign-out");
    keep(undefined, "out");
  });
