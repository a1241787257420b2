import type { OpenApiDocument, OpenApiOperation, OpenApiPathItem } from "./document.js";
import { methods, methodsOf, type DocumentedRoute, type OperationMethod } from "./documented-route.js";
import { describedOperation, securedOperation } from "./operation.js";
import { OperationIds } from "./operation-ids.js";
import { requireKnownParameters, type NamedTemplate } from "./parameters.js";
import { completed, requireInline } from "./path-items.js";
import { namesIn, shapeOf, type PathTemplate } from "./templates.js";

/** The paths of a document, while routes are added to them. What is there stays. */
export class Paths {
  readonly #document: OpenApiDocument;
  readonly #items: Record<string, OpenApiPathItem>;
  /** OpenAPI takes two templates of one shape for the same path: the first one names the parameters. */
  readonly #keys = new Map<string, string>();
  /** Which route is described in each place, by its pattern. */
  readonly #answered = new Map<string, string>();
  readonly #ids = new OperationIds();

  constructor(document: OpenApiDocument) {
    this.#document = document;
    this.#items = { ...document.paths };
    for (const [path, item] of Object.entries(this.#items)) {
      this.#keys.set(shapeOf(path), path);
      for (const method of methods) this.#ids.reserve(item[method]?.operationId);
    }
  }

  get written(): Readonly<Record<string, OpenApiPathItem>> {
    return this.#items;
  }

  /**
   * Adds a route under each way of writing its path. Of two routes for one request the first answers, so it is the one that is described. Tells whether
   * one of another pattern, which a document cannot tell apart, took a place of it.
   */
  add(route: DocumentedRoute, templates: readonly PathTemplate[]): boolean {
    requireKnownParameters(route, templates);
    const places = templates.flatMap((template) => {
      const key = this.#keys.get(shapeOf(template.path)) ?? template.path;
      this.#keys.set(shapeOf(key), key);
      return methodsOf(route).map((method) => this.#put(route, { ...template, path: key, names: namesIn(key) }, method));
    });
    return places.some((answering) => answering !== route.path);
  }

  #put(route: DocumentedRoute, template: NamedTemplate, method: OperationMethod): string {
    const place = `${method} ${template.path}`;
    const answering = this.#answered.get(place);
    if (answering !== undefined) return answering;
    this.#answered.set(place, route.path);
    const item = this.#items[template.path] ?? {};
    requireInline(template.path, item);
    const operation = this.#operation(route, template, method);
    this.#items[template.path] = { ...item, [method]: securedOperation(operation, route, this.#document.security !== undefined) };
    return route.path;
  }

  #operation(route: DocumentedRoute, template: NamedTemplate, method: OperationMethod): OpenApiOperation {
    const item = this.#items[template.path] ?? {};
    const operation = completed(this.#document, item, describedOperation(route, template, method), item[method]);
    const operationId = operation.operationId ?? this.#ids.next(route.description, `${route.method} ${route.path}`);
    return { ...operation, ...(operationId !== undefined && { operationId }) };
  }
}
