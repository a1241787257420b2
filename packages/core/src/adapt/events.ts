import type { SecurityEvent } from "../contract/event.js";

/** The channel of Node's `diagnostics_channel` on which every event is published, where there is one. */
export const eventChannel = "ampoule:security";

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

interface Host {
  readonly process?: { getBuiltinModule?(name: string): { channel?(name: string): Channel } | undefined };
}

/** Tells events to whoever listens; costs nothing while nobody does. */
export class Events {
  readonly #listener: ((event: SecurityEvent) => void) | undefined;
  readonly #channel = (globalThis as Host).process?.getBuiltinModule?.("node:diagnostics_channel")?.channel?.(eventChannel);

  constructor(listener: ((event: SecurityEvent) => void) | undefined) {
    this.#listener = listener;
  }

  get wanted(): boolean {
    return this.#listener !== undefined || this.#channel?.hasSubscribers === true;
  }

  /** A listener's fault is its own: it must not change a decision that was taken. */
  tell(event: SecurityEvent): void {
    try {
      const told: unknown = this.#listener?.(event);
      if (told instanceof Promise) told.catch(() => undefined);
    } catch {
      // dropped, as `onEvent` says
    }
    this.#channel?.publish(event);
  }
}

/** Text that a client may have chosen, made safe for a log line: control characters escaped, 200 characters at most. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what forges log lines
  const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
  const escaped = text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return escaped.length > 200 ? `${escaped.slice(0, 199)}…` : escaped;
}

/** Who a granted value stands for, where it says so: its `sub`, else its `id`. */
export function subjectOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key of ["sub", "id"]) {
    const name: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    if (typeof name === "string" || typeof name === "number") return printable(String(name));
  }
  return undefined;
}
