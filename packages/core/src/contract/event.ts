/**
 * What happened at the door, for the operator. Holds no credential; text that a client chose is escaped, so that it cannot forge a
 * log line.
 */
export interface SecurityEvent {
  readonly type:
    | "granted"
    | "absent"
    | "rejected"
    | "throttled"
    | "invalid_request"
    | "denied"
    | "super_role"
    | "unavailable"
    | "fault"
    | "aborted";
  /** Milliseconds since 1970, by the engine's clock. */
  readonly time: number;
  readonly method: string;
  /** What the application calls the request, where it says so: `requestId` of `security`. */
  readonly requestId: string | undefined;
  /** The route's pattern where the sealed application knows it, else the handler's name. */
  readonly route: string;
  /** The status of the answer; undefined where the handler or the framework decides it. */
  readonly status: number | undefined;
  /** The scheme or schemes concerned. */
  readonly schemes: readonly string[];
  /** The precise code: a rejected code, a policy's name, an error's name, `insufficient_scope`. */
  readonly code: string | undefined;
  /** What a policy said why it denies; with `super_role`, the role without which the policy named by `code` would have denied. */
  readonly reason: string | undefined;
  /** Scopes that were needed, where one was missing. */
  readonly scopes: readonly string[];
  /** Who, where it is known. */
  readonly subject: string | undefined;
}
