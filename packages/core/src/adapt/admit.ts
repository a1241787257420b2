import { UnavailableError } from "../contract/errors.js";
import type { Plan } from "../plan/plan.js";
import type { Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";

/** Lets a request in or says why not. What does not settle in time is unavailable; its late result is ignored. */
export function admit(plan: Plan, run: Run, timeout: number): Refused | undefined | Promise<Refused | undefined> {
  const refused = plan.admit(run);
  return refused instanceof Promise ? inTime(refused, run, timeout) : refused;
}

function inTime<T>(pending: Promise<T>, run: Run, timeout: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = () => {
      run.stop();
      reject(new UnavailableError(`Authentication did not settle within ${timeout} ms.`));
    };
    const timer = setTimeout(expire, timeout);
    pending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
