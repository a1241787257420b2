import { UnavailableError } from "../contract/errors.js";
import type { Plan } from "../plan/plan.js";
import type { Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";

/** Lets a request in or says why not. What does not settle in time is unavailable; its late result is ignored. */
export function admit(plan: Plan, run: Run, timeout: number): Refused | undefined | Promise<Refused | undefined> {
  const refused = plan.admit(run);
  if (!(refused instanceof Promise)) return refused;
  return inTime(refused, timeout, () => {
    run.stop();
    return new UnavailableError(`Authentication did not settle within ${timeout} ms.`);
  });
}

/** What is pending, or what `expire` makes of it after so many milliseconds. */
export function inTime<T>(pending: Promise<T>, timeout: number, expire: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(expire()), timeout);
    const settle =
      <V>(end: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer);
        end(value);
      };
    pending.then(settle(resolve), settle(reject));
  });
}
