import { baseOf } from "./base.js";
import type { DocumentOptions, OpenApiDocument } from "./document.js";
import type { DocumentedRoute } from "./documented-route.js";
import { generate, type Generation } from "./generate.js";
import { originsOf } from "./origins.js";

interface Source<App> {
  readonly app: App;
  readonly read: () => OpenApiDocument;
}

/** The documents that an application serves: each made once, and again when an application is sealed again. */
export class Documents<App> {
  readonly #routes: (app: App) => readonly DocumentedRoute[];
  readonly #generation: Generation;
  readonly #sources: Source<App>[] = [];
  #made = new Map<object, OpenApiDocument>();

  constructor(routes: (app: App) => readonly DocumentedRoute[], generation: Generation) {
    this.#routes = routes;
    this.#generation = generation;
  }

  generate(app: App, options: DocumentOptions): OpenApiDocument {
    return generate(this.#routes(app), options, this.#generation);
  }

  /** Where a handler finds its document. @throws ConfigurationError on options that none can be made from, whatever the routes. */
  serve(app: App, options: DocumentOptions): () => OpenApiDocument {
    void baseOf(options);
    const key = {};
    const read = () => {
      const document = this.#made.get(key) ?? this.generate(app, options);
      this.#made.set(key, document);
      return document;
    };
    this.#sources.push({ app, read });
    return read;
  }

  /** Makes the documents of an application that is being sealed, so that one that cannot be made does not start. @throws ConfigurationError then. */
  renew(sealed: App): void {
    this.#made = new Map();
    for (const { app, read } of this.#sources) if (app === sealed) read();
  }

  /** Where else than here its documents send a browser: to other servers of the API, and to those that give tokens. */
  get origins(): readonly string[] {
    return [...new Set(this.#sources.flatMap(({ read }) => originsOf(read())))];
  }
}
