import { processRevocationResponse, WWWAuthenticateChallengeError, type WWWAuthenticateChallenge } from "oauth4webapi";

/** A `WWW-Authenticate` value as oauth4webapi reads it: names in lower case. Throws where it cannot be read. */
export async function readChallenges(field: string): Promise<WWWAuthenticateChallenge[]> {
  try {
    await processRevocationResponse(new Response(null, { status: 401, headers: { "WWW-Authenticate": field } }));
  } catch (error) {
    if (error instanceof WWWAuthenticateChallengeError) return error.cause;
    if (!(error instanceof Error) || !("code" in error)) throw error;
  }
  throw new Error(`not a list of challenges: ${JSON.stringify(field)}`);
}
