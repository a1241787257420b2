import type { SchemeSpec } from "../format/scheme.js";

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const scopeName = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether every name that a scheme is made with can go over the wire. */
export function canBeSent({ type, name = "", scheme, scopes = {}, flows = {} }: SchemeSpec): boolean {
  const names = [...(type.startsWith("apiKey") ? [name] : []), ...(scheme === undefined ? [] : [scheme])];
  const declared = [scopes, ...Object.values(flows).map((flow) => flow.scopes ?? {})].flatMap((one) => Object.keys(one));
  return names.every((one) => token.test(one)) && declared.every((one) => scopeName.test(one));
}
