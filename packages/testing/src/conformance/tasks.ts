import { requireKnown, UnknownInCase } from "./fields.js";
import type { AppSpec, CaseFile } from "./format/case-file.js";
import type { Frame } from "./frames/frame.js";
import { runAppCase, runAppDocument } from "./kinds/app-case.js";
import { runDocumentCase } from "./kinds/document-case.js";
import { runGraphCase } from "./kinds/graph-case.js";
import { runSchemeCase } from "./kinds/scheme-case.js";
import type { Outcome } from "./outcome.js";

/** A case that is to be run, whatever its kind. */
export interface Task {
  readonly id: string;
  readonly run: (frame: Frame) => Promise<Outcome>;
}

/** What a case says to people. */
const prose = ["id", "group", "source", "note", "tags", "recommend"];
const fields = {
  cases: ["scheme", "autoError", "request", "expect"],
  openapi: ["scheme", "autoError", "expect"],
  graphs: ["graph", "exchanges", "openapi", "registrationError"],
  app: ["request", "expect", "steps"],
  apps: ["description", "cases", "openapi", "tokens", "jwtSecret", "users"],
};

/** Every case of a file, and one that fails for each part of it that nobody here knows. */
export function tasksOf(file: CaseFile): Task[] {
  const { cases = [], openapi = [], graphs = [], apps = [] } = file;
  return [
    ...unknownKinds(file),
    ...cases.map((one) => task(one.id, [one, fields.cases], (frame) => runSchemeCase(one, frame))),
    ...openapi.map((one) => task(one.id, [one, fields.openapi], (frame) => runDocumentCase(one, frame))),
    ...graphs.map((one) => task(one.id, [one, fields.graphs], (frame) => runGraphCase(one, frame))),
    ...apps.flatMap(appTasks),
  ];
}

function appTasks(app: AppSpec): Task[] {
  const known = ({ id, run }: Task): Task => task(id, [app, fields.apps], run);
  const cases = app.cases.map((one) => task(`${app.id}.${one.id}`, [one, fields.app], (frame) => runAppCase(app, one, frame)));
  const { openapi } = app;
  const document = openapi === undefined ? [] : [{ id: `${app.id}.openapi`, run: (frame: Frame) => runAppDocument(app, openapi, frame) }];
  return [...cases, ...document].map(known);
}

function task(id: string, [spec, known]: readonly [object, readonly string[]], run: Task["run"]): Task {
  const checked = async (frame: Frame) => {
    requireKnown("the case", spec, [...prose, ...known]);
    return run(frame);
  };
  return { id, run: checked };
}

function unknownKinds(file: CaseFile): Task[] {
  const known = ["meta", "cases", "openapi", "graphs", "apps"];
  const unknown = Object.keys(file).filter((kind) => !known.includes(kind));
  return unknown.map((kind) => ({
    id: kind,
    run: () => Promise.reject(new UnknownInCase(`this runner does not know cases of the kind "${kind}"`)),
  }));
}
