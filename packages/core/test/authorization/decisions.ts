import { bearer, require, type Policy, type SecurityEvent } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

/** Whoever presents a token is let in as what it says. */
export interface Caller {
  readonly sub: string;
}
export const caller = bearer((sub): Caller => ({ sub }));
export const alice = "Authorization: Bearer alice";

/** The status of one request of Alice's behind a policy, and the events of it. */
export async function decided(policy: Policy<Caller>): Promise<{ status: number; events: readonly SecurityEvent[] }> {
  const events: SecurityEvent[] = [];
  const secure = fakeSecurity({ onEvent: (event) => void events.push(event) });
  const { status } = await ask(
    secure({ me: require(caller, policy) }, () => "in"),
    alice,
  );
  return { status, events };
}
