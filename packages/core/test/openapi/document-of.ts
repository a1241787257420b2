import type { DocumentOptions, OpenApiDocument, OpenApiOperation } from "../../src/openapi/index.js";
import type { SecurityOptions } from "../../src/adapter.js";
import { createSecure } from "../../src/adapter.js";
import { binding, FakeApp, mount, ownContainer, type FakeSecure } from "../adapt/fake-framework.js";
import { expectSound, operationsOf } from "./sound.js";

export const info = { title: "Test", version: "1" };

export function secureOf(options: Partial<SecurityOptions> = {}): FakeSecure {
  return createSecure({ container: ownContainer(), ...options }, binding, mount);
}

/** The document of an application, which must be sound. */
export async function documentOf(
  add: (app: FakeApp, secure: FakeSecure) => unknown,
  options: DocumentOptions = { info },
  security: Partial<SecurityOptions> = {},
): Promise<OpenApiDocument> {
  const app = new FakeApp();
  const secure = secureOf(security);
  add(app, secure);
  const document = secure.document(app, options);
  await expectSound(document);
  return document;
}

/** The one operation of a document. */
export function onlyOperation(document: OpenApiDocument): OpenApiOperation {
  const [only, ...others] = operationsOf(document);
  if (only === undefined || others.length > 0) throw new Error(`There are ${others.length} operations more than one.`);
  return only.operation;
}
