import { HttpError } from "../http-error.js";

/** What the applications say of requests that no route answers: 404, or 405 where the path is known. */
export class KnownRoutes {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  add(method: string, path: string): void {
    const pattern = path
      .split("/")
      .map((segment) => (segment.startsWith(":") ? "[^/]+" : segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
      .join("/");
    this.#routes.push({ method, pattern: new RegExp(`^${pattern}/?$`) });
  }

  refuse(path: string): HttpError {
    return new HttpError(this.#routes.some(({ pattern }) => pattern.test(path)) ? 405 : 404);
  }
}

/** The whole path of a route below a prefix. */
export function joined(prefix: string, path: string): string {
  return `${prefix}${path === "/" && prefix !== "" ? "" : path}`;
}
