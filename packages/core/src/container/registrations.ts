import type { Container, ContainerToken } from "../contract/container.js";

/** How long a thing that the container makes is kept. The numbers are tsyringe's. */
export const lifecycles = { singleton: 1, containerScoped: 3 } as const;

type Class = new (...parameters: never[]) => unknown;

/** One registration as tsyringe keeps it. */
export interface Registration {
  readonly options: { readonly lifecycle: number };
  readonly provider:
    | Class
    | { readonly useClass: Class }
    | { readonly useToken: ContainerToken }
    | { readonly useFactory: unknown }
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
