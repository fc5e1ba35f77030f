/** The inside of an entry: its key, its fields, and what stands wrong between them. */

/** What a bibliography style knows without being told: months, and the journals of plain.bst. */
export const MACROS = [
  ..."jan feb mar apr may jun jul aug sep oct nov dec".split(" ").map((name, at) => [name, String(at + 1)]),
  ..."acmcs acta cacm ibmjrd ibmsj ieeese ieeetc ieeetcad ipl jacm jcss scp sicomp tocs tods tog toms toois toplas tcs".split(" ").map((name) => [name, name.toUpperCase()]),
];

const FIELD_NAME = /[^ \t\r\n\f\v=,{}()"#%'\\@]+/y;
const NEXT_FIELD = /[,\r\n][ \t\r\n]*(?=[A-Za-z][\w+-]*[ \t]*=[ \t]*["{\w])/;
const GOES_ON = /[ \t\r\n]*,[ \t\r\n]*[A-Za-z][\w+-]*[ \t]*=[ \t]*["{\w]/y;
const KNOWN = /^(?:title|author|year|journal|booktitle|editor|publisher|url|doi|note|date|month|pages|volume|number|eprint|abstract|keywords)$/i;
const SWALLOWED = /(?:^|[ \t\r\n,}])(?:author|title|year|journal|booktitle|editor|publisher|doi|eprint|month)[ \t]*=[ \t]*[{"]/i;

/**
 * The key and the comma behind it.
 * @param {import("./scan.js").Scanner} scanner @returns {{key: string, keyStart: number, keyEnd: number}}
 */
export function readKey(scanner, closer) {
  scanner.space();
  const keyStart = scanner.at;
  let key = scanner.take(closer === ")" ? /[^,\r\n{})]*/y : /[^,\r\n{}]*/y);
  const assigned = key.indexOf("=");
  if (assigned >= 0) {
    const [before, after] = [key.slice(0, assigned).replace(/[ \t]+$/, ""), key.slice(assigned + 1)];
    if (KNOWN.test(before) || /[ \t]/.test(before) || /^[ \t]*(?:"|$)/.test(after)) key = before.slice(0, Math.max(0, before.search(/[ \t]+[^ \t]*$/)));
  }
  key = key.replace(/[ \t]+$/, "");
  const keyEnd = keyStart + key.length;
  scanner.at = keyEnd;
  if (!key) {
    const text = `nokey${keyStart}${scanner.looksLike(/[ \t\r\n]*,/y) ? "" : ", "}`;
    scanner.fault("key", keyStart, { edits: [{ start: keyStart, end: keyStart, text }] });
  }
  if (/[ \t]/.test(key)) scanner.fault("blank", keyStart, { word: key, edits: [{ start: keyStart, end: keyEnd, text: key.replace(/[ \t]+/g, "_") }] });
  scanner.space();
  if (scanner.sign === ",") scanner.at++;
  else if (key && !scanner.isOver && scanner.sign !== closer) scanner.fault("comma", keyEnd, { word: key, edits: [{ start: keyEnd, end: keyEnd, text: "," }] });
  return { key, keyStart, keyEnd };
}

/**
 * The fields up to the brace that closes the block; the scanner stands behind it then.
 * @param {import("./scan.js").Scanner} scanner @param {Map<string, string>} macros
 * @returns {import("./scan.js").Field[]} of two with one name the first alone
 */
export function readFields(scanner, closer, macros) {
  const fields = [];
  let last = scanner.at; // behind the last thing that was understood
  for (;;) {
    scanner.space();
    if (scanner.isOver) {
      scanner.fault("end", last, { edits: [{ start: last, end: last, text: `\n${closer}`, isLast: true }] });
      scanner.at = last;
      return fields;
    }
    const { sign, at } = scanner;
    if (sign === ",") {
      scanner.fault("commas", at, { edits: [{ start: at, end: at + 1, text: "" }] });
      scanner.at++;
    } else if (sign === "}" || sign === ")") {
      scanner.at++;
      if (!scanner.looksLike(GOES_ON)) {
        if (sign !== closer) scanner.fault("closer", at, { edits: [{ start: at, end: at + 1, text: closer }] });
        return fields;
      }
      scanner.fault("surplus", at, { edits: [{ start: at, end: at + 1, text: "" }] });
      scanner.space();
      scanner.at++;
    } else if (sign === "%") {
      const line = scanner.take(/%[^\r\n]*/y);
      scanner.fault("percent", at, { word: line, edits: [{ start: at, end: at + line.length, text: "" }] });
    } else if (!readField(scanner, fields, macros)) {
      skipJunk(scanner, at);
    } else {
      last = endField(scanner, scanner.at);
    }
  }
}

/** @returns {boolean} false when no field stands here */
function readField(scanner, fields, macros) {
  const nameStart = scanner.at;
  const name = scanner.take(FIELD_NAME);
  const nameEnd = scanner.at;
  const odd = name && scanner.looksLike(/["'#\\()%]+[ \t]*=/y) ? scanner.take(/["'#\\()%]+/y) : "";
  if (odd) scanner.fault("sign", nameEnd, { name, word: odd, edits: [{ start: nameEnd, end: nameEnd + odd.length, text: "" }] });
  scanner.take(/[ \t\r\n]*/y);
  const isMeant = name && (scanner.sign === "=" || (KNOWN.test(name) && "{\"".includes(scanner.sign || " ")));
  if (!isMeant) {
    scanner.at = nameStart;
    return false;
  }
  if (scanner.sign === "=") scanner.at++;
  else scanner.fault("equals", nameStart, { name, edits: [{ start: nameEnd, end: nameEnd, text: " =" }] });
  const field = { name: name.toLowerCase(), nameStart, ...scanner.value(name, macros) };
  if (SWALLOWED.test(field.text)) scanner.fault("swallowed", field.start, { name: field.name });
  if (fields.some((other) => other.name === field.name)) scanner.faults.push(twice(scanner, field));
  else fields.push(field);
  return true;
}

/** The second value of a field, which goes with its comma. */
function twice({ text }, { name, nameStart, end, text: word }) {
  let [start, stop] = [nameStart, end];
  const comma = /[ \t\r\n]*,/y;
  comma.lastIndex = end;
  if (comma.test(text)) stop = comma.lastIndex;
  while (" \t\r\n".includes(text[start - 1])) start--;
  return { code: "twice", at: nameStart, name, word, edits: [{ start, end: stop, text: "" }] };
}

/** The comma behind a value. @returns {number} behind it */
function endField(scanner, end) {
  scanner.space();
  if (scanner.sign === ",") return ++scanner.at;
  if (!scanner.isOver && !"})%".includes(scanner.sign)) scanner.fault("comma", end, { edits: [{ start: end, end, text: ",", isBehind: true }] });
  return end;
}

/** Goes on where the next field begins, or where the entry ends. */
function skipJunk(scanner, at) {
  const { text, limit } = scanner;
  const inside = text.slice(at, limit);
  const next = scanner.isCareful ? NEXT_FIELD.exec(inside) : null;
  const closing = /[})]$/.test(inside.trimEnd()) ? inside.trimEnd().length - 1 : -1;
  scanner.at = next ? at + next.index + next[0].length : closing >= 0 ? at + closing : limit;
  if (scanner.at <= at) scanner.at = at + 1;
  scanner.fault("junk", at, { word: text.slice(at, Math.min(scanner.at, at + 40)) });
}
