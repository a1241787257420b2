import { absent, apiKeyHeader, basic, bearer, provider, rejected, REQUEST, type AnyProvider } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

/** Takes one credential, and no other. */
export const only = (good: string) => (text: string) => (text === good ? { is: good } : undefined);
export const token = bearer(only("token"));
export const user = basic({ verify: ({ username }) => only("basic")(username) });
export const key = apiKeyHeader({ name: "x-key", verify: only("key") });
export const otherKey = apiKeyHeader({ name: "X-Other", verify: only("other") });
/** A provider without a scheme: it looks for itself. */
export const custom = provider({ request: REQUEST }, ({ request }) => {
  const [name] = request.header("x-custom");
  return name === undefined ? absent : name === "bad" ? rejected("bad") : { is: name };
});

/** What each credential looks like in a request. */
const lines = {
  token: "Authorization: Bearer token",
  badToken: "Authorization: Bearer bad",
  basic: `Authorization: Basic ${btoa("basic:")}`,
  key: "x-key: key",
  badKey: "x-key: bad",
  other: "x-other: other",
  custom: "x-custom: custom",
  badCustom: "x-custom: bad",
} as const;
/** What each scheme answers. */
export const challenges = {
  token: 'Bearer realm="api"',
  basic: 'Basic realm="api", charset="UTF-8"',
  key: 'APIKey realm="api"',
  custom: 'Custom realm="api"',
};

export type Sent = readonly (keyof typeof lines)[];
/** Who is let in, or else the status. */
export async function who(of: AnyProvider, sent: Sent): Promise<unknown> {
  const { status, body } = await ask(
    fakeSecurity()({ me: of }, ({ me }) => ({ me })),
    ...sent.map((name) => lines[name]),
  );
  return status === 200 ? (body as { me: { is?: unknown } | null }).me : status;
}
export const challengeOf = async (of: AnyProvider) => (await ask(fakeSecurity()({ me: of }, () => "in"))).challenge;
