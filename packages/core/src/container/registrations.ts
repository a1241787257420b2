import type { Container, ContainerToken } from "../contract/container.js";

/** How long a thing that the container makes is kept. The numbers are tsyringe's. */
export const lifecycles = { singleton: 1, containerScoped: 3 } as const;

export type Class = new (...parameters: never[]) => unknown;

export type Factory = (container: Container) => unknown;

/** tsyringe's `delay(() => Class)`: stands for a class, resolved when it is first used, from the container that built its holder. */
interface Delayed {
  wrap(): Class;
}
/** What one thing may ask the container for. */
export type Asked = ContainerToken | Delayed;

/** One registration as tsyringe keeps it. */
export interface Registration {
  readonly options: { readonly lifecycle: number };
  readonly provider:
    | Class
    | { readonly useClass: Class | Delayed }
    | { readonly useToken: Asked }
    | { readonly useFactory: Factory }
    | { readonly useValue: unknown };
}

interface Introspectable extends Container {
  getAllRegistrations(token: ContainerToken): readonly Registration[] | null;
}

/** Whether this container can be asked what it would do. tsyringe can; others are only resolved from. */
export function isIntrospectable(container: Container): container is Introspectable {
  return "getAllRegistrations" in container && typeof container.getAllRegistrations === "function";
}

/**
 * What the container, or its parents, would do for a token; the last one wins a single resolution. tsyringe has no public question for this, and building
 * things to find out would run their constructors (docs/decisions/0002).
 */
export function registrationsOf(container: Introspectable, token: ContainerToken): readonly Registration[] {
  return container.getAllRegistrations(token) ?? [];
}

/** Whether `value` can name a service. */
export function isToken(value: unknown): value is ContainerToken {
  return typeof value === "function" || typeof value === "string" || typeof value === "symbol";
}

export function isDelayed(value: unknown): value is Delayed {
  return typeof value === "object" && value !== null && "wrap" in value && typeof value.wrap === "function";
}
