import type { Needs } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import type { RequestView } from "../contract/request-view.js";
import { docsPage } from "../docs-page/docs-page.js";
import type { DocsOptions } from "../docs-page/options.js";
import { bracedTemplates } from "../openapi/braced-patterns.js";
import { Descriptions, type OperationDescription } from "../openapi/description.js";
import type { DocumentOptions, OpenApiDocument } from "../openapi/document.js";
import { Documents } from "../openapi/documents.js";
import type { HandlerFunction } from "../plan/compile.js";
import type { Binding } from "./binding.js";
import { documentedRoute } from "./documented.js";
import type { Engine } from "./engine.js";
import type { Inspection } from "./inspection.js";

/** What `secure` has for readers: documents, a page that shows them, and what is said of a route in them. */
export class Documentation<App, Handler extends object> {
  readonly #open: (needs: Needs, run: HandlerFunction) => Handler;
  readonly #descriptions = new Descriptions();
  readonly #documents: Documents<App>;

  constructor(
    { settings }: Engine,
    inspection: Inspection<App>,
    { templates = bracedTemplates }: Pick<Binding<App, never>, "templates">,
    open: (needs: Needs, run: HandlerFunction) => Handler,
  ) {
    this.#open = open;
    const routes = (app: App) => inspection.answering(app).map((one) => documentedRoute(one, this.#descriptions.of(one.handlers)));
    this.#documents = new Documents(routes, { templates, hasProblems: settings.render === undefined });
  }

  /** What becomes part of `secure`. */
  readonly functions = {
    describe: <H extends object>(handler: H, description: OperationDescription): H => {
      this.#descriptions.set(handler, description);
      return handler;
    },
    document: (app: App, options: DocumentOptions): OpenApiDocument => this.#documents.generate(app, options),
    openapi: (app: App, options: DocumentOptions): Handler => {
      const read = this.#documents.serve(app, options);
      return this.#unlisted({}, function openapi() {
        return read();
      });
    },
    docs: (options: DocsOptions): Handler => {
      const answer = docsPage(options, () => this.#documents.origins);
      return this.#unlisted({ request: REQUEST }, function docs({ request }: { readonly request: RequestView }) {
        return answer(request);
      });
    },
  };

  /** Makes the documents of an application that is being sealed. @throws ConfigurationError on one that cannot be made. */
  renew(app: App): void {
    this.#documents.renew(app);
  }

  #unlisted(needs: Needs, run: HandlerFunction): Handler {
    return this.functions.describe(this.#open(needs, run), { hidden: true });
  }
}
