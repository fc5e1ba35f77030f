/**
 * What a correction changes.
 * @typedef {{name: string, before: string|string[]|undefined, after: string|string[]|undefined}} Change
 */
import { isSame } from "./record.js";
import { valueLines } from "./yaml.js";

/** Fields that differ, in the order of a file. @param {import("./record.js").Entry} before @returns {Change[]} */
export function changesOf(before, after, { order }) {
  return order.filter((name) => !isSame(before[name], after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

/** The changes as YAML: each field with its old and its new value; absent ones are left out. @param {Change[]} changes */
export function renderChanges(changes) {
  const lines = changes.flatMap(({ name, before, after }) => [
    `${name}:`,
    ...(before === undefined ? [] : valueLines("old", name, before, "  ")),
    ...(after === undefined ? [] : valueLines("new", name, after, "  ")),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}
