import type { Reply } from "./refusal.js";

/** Header fields by name. */
type Fields = Reply["headers"];

/** The fields of an answer with a value. */
export type ValueFields = Required<Pick<Reply, "headers" | "defaults" | "whole">>;

const jsonHeaders = Object.freeze({ "Content-Type": "application/json; charset=utf-8", "X-Content-Type-Options": "nosniff" });
/** What was put together before: routes have the same fields on every request. */
const known = new WeakMap<Fields, ValueFields>();
const unions = new WeakMap<Fields, WeakMap<Fields, Fields>>();

/** Puts together what the answers of a route say that have a value, once for each. `defaults` are the route's own fields. */
export function valueFields(defaults: Fields): ValueFields {
  const before = known.get(defaults);
  if (before !== undefined) return before;
  const made = { headers: jsonHeaders, defaults, whole: Object.freeze({ ...defaults, ...jsonHeaders }) };
  known.set(defaults, made);
  return made;
}

/** The fields of a guard and of what stands behind it, whose own go before: the same object for the same two. */
export function fieldsUnder(guard: Fields, own: Fields): Fields {
  const others = unions.get(guard) ?? new WeakMap<Fields, Fields>();
  const before = others.get(own);
  if (before !== undefined) return before;
  const union = Object.freeze({ ...guard, ...own });
  unions.set(guard, others.set(own, union));
  return union;
}
