import type { Outcome, Table } from "../speed/part.js";
import { bundleBudgets, budgets, targets, type Budget } from "./budgets.js";
import type { BundleSize, EntrySize } from "./sizes.js";
import type { Time } from "./times.js";

const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);
const one = (ms: number): string => ms.toFixed(1);

export function entryTable(sizes: readonly EntrySize[]): Table {
  const head = ["entry", "own kB", "budget", "with what it installs", "files loaded", "their budget"];
  const rows = sizes.map(({ name, own, whole, files }) => {
    const budget = budgets[name];
    return [name, kB(own), said(budget?.kB), kB(whole), said(files), said(budget?.files)];
  });
  return { title: "Entries: kB of minified, gzipped code, and files that importing them loads", rows: [head, ...rows] };
}

export function bundleTable(sizes: readonly BundleSize[]): Table {
  const head = ["bundle", "own kB", "budget", "aim", "of others", "whole"];
  const aims: Readonly<Record<string, number>> = { "jwt path": targets.jwtPath };
  const rows = sizes.map(({ name, own, whole }) => {
    return [name, kB(own), said(bundleBudgets[name]?.kB), said(aims[name]), kB(whole - own), kB(whole)];
  });
  return { title: "Bundles: kB of minified, gzipped code", rows: [head, ...rows] };
}

export function importTable(times: readonly Time[]): Table {
  const rows = times.map(({ name, ms }) => [name, one(ms)]);
  return { title: "Importing an entry, less importing nothing", rows: [["entry", "ms"], ...rows] };
}

export function setUpTable(times: readonly Time[]): Table {
  const rows = times.map(({ name, ms, without }) => [name, one(ms), one(without)]);
  return { title: "Declaring and sealing 1,000 routes behind a token", rows: [["framework", "ms", "the framework alone"], ...rows] };
}

export function sizeOutcomes(sizes: readonly BundleSize[]): readonly Outcome[] {
  const path = sizes.find(({ name }) => name === "jwt path");
  if (path === undefined) return [];
  return [{ name: "jwt path, own code", bound: "at most", limit: targets.jwtPath, seen: path.own / 1_000, unit: " kB" }];
}

export function timeOutcomes(imports: readonly Time[], setUps: readonly Time[]): readonly Outcome[] {
  const ours = imports.filter(({ name }) => name === "@ampoule/core");
  return [
    ...ours.map(({ name, ms }) => outcome(`${name}, import`, targets.importMs, ms)),
    ...setUps.map(({ name, ms }) => outcome(`1,000 routes on ${name}, set-up`, targets.setUpMs, ms)),
  ];
}

function outcome(name: string, limit: number, seen: number): Outcome {
  return { name, bound: "at most", limit, seen, unit: " ms" };
}

/** What is over its budget, or has none, or is a budget of nothing. */
export function complaints(entries: readonly EntrySize[], bundles: readonly BundleSize[]): readonly string[] {
  return [
    ...entries.flatMap(({ name, own, files }) => against(name, { own, files }, budgets[name])),
    ...bundles.flatMap(({ name, own }) => against(name, { own, files: undefined }, bundleBudgets[name])),
    ...unused(budgets, entries),
    ...unused(bundleBudgets, bundles),
  ];
}

function against(name: string, { own, files }: Pick<EntrySize, "own" | "files">, budget: Budget | undefined): string[] {
  if (budget === undefined) return [`${name} has no budget.`];
  const found: string[] = [];
  if (own > budget.kB * 1_000) found.push(`${name} has ${kB(own)} kB; its budget is ${budget.kB}.`);
  if (files !== undefined && files > (budget.files ?? 0)) found.push(`${name} loads ${files} files; its budget is ${said(budget.files)}.`);
  return found;
}

function unused(of: Readonly<Record<string, Budget>>, sizes: readonly { readonly name: string }[]): string[] {
  return Object.keys(of)
    .filter((name) => !sizes.some((size) => size.name === name))
    .map((name) => `There is a budget for ${name}, and no such thing.`);
}

function said(figure: number | undefined): string {
  return figure === undefined ? "" : String(figure);
}
