import { throttle } from "@ampoule/accounts";
import { isOutcome, jsonBody, provider } from "@ampoule/core";

// #region attempt
const invitations = throttle({
  name: "invitations",
  limits: {
    pair: { attempts: 1, seconds: 86_400 },
    account: { attempts: 3, seconds: 86_400 },
    client: { attempts: 20, seconds: 86_400 },
  },
});

/** Whoever is invited is not invited by everybody, nor every minute. */
export const invited = provider({ body: jsonBody({ texts: ["email"] }) }, async ({ body }, { request }) => {
  const attempt = await invitations.attempt(body.text("email"), request);
  return isOutcome(attempt) ? attempt : { email: body.text("email") };
});
// #endregion attempt
