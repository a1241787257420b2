import type { ChildContainer, ContainerToken } from "../contract/container.js";
import type { Asked } from "./registrations.js";

/** What a container was asked for, before it answers. */
export type Asking = (token: Asked, all: boolean) => void;

type Resolve = (token: ContainerToken, ...rest: unknown[]) => unknown;

/** A container that tells what it is asked for, also by the factories and constructors that it runs. */
export function watched(container: ChildContainer, asking: Asking): ChildContainer {
  return new Proxy(container, {
    get(target, name, self: unknown) {
      const member: unknown = Reflect.get(target, name, self);
      if (name !== "resolve" && name !== "resolveAll") return member;
      return (token: ContainerToken, ...rest: unknown[]) => {
        asking(token, name === "resolveAll");
        return (member as Resolve).call(self, token, ...rest);
      };
    },
  });
}
