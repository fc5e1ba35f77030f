/**
 * The values of BibTeX, read where they stand: braces, quotes, "#", macros.
 * Braces are counted as bibtex counts them, whether or not a backslash stands before one. Texts
 * may be of one sign for each byte, so only ASCII is looked at: \s would split letters.
 * @typedef {{start: number, end: number, text: string, isLast?: boolean, isWithin?: boolean, isBehind?: boolean}} Edit
 *   what stands from start to end becomes text; isLast: behind all else that is put there; isWithin: of a value,
 *   and falls away where that is replaced; isBehind: a comma, which goes with what stands before it
 * @typedef {{code: string, at: number, name: string, word: string, edits: Edit[]}} Fault
 *   code: "end", "open", "quote", "comma", "commas", "sign", "equals", "bare", "surplus", "closer", "percent", "key",
 *   "blank", "junk", "macro", "twice", "swallowed", "empty"; name: of the field; word: what it is about; edits: what mends it
 * @typedef {{name: string, nameStart: number, start: number, end: number, text: string, isBare: boolean}} Field
 *   start, end: of the value with its delimiters; text: its parts put together, without them
 */

const NAMES = "author title year journal booktitle editor publisher volume number pages doi url eprint month series note date";
const FIELD_LINE = /[\r\n][ \t]*[A-Za-z][\w+-]*[ \t]*=[ \t]*["{\w]/;
const FIELD_INLINE = new RegExp(`,[ \\t]*(?:${NAMES.replaceAll(" ", "|")})[ \\t]*=[ \\t]*["{]`, "i");
const CLOSING_LINE = /[\r\n][ \t]*[})][ \t]*(?=[\r\n]|$)/;
const BARE_TEXT = /[^\r\n]{0,500}?(?=[ \t]*(?:,[ \t]*[A-Za-z][\w+-]*[ \t]*=|,?[ \t]*[})]*[ \t]*(?:[\r\n]|$)))/y;

export class Scanner {
  /**
   * @param {string} text @param {number} at @param {number} limit  where the next entry begins
   * @param {boolean} isCareful  a value ends where a line begins a field, whatever its braces say
   */
  constructor(text, at, limit, isCareful) {
    Object.assign(this, { text, at, limit, isCareful });
    /** @type {Fault[]} */ this.faults = [];
  }

  fault(code, at, { name = "", word = "", edits = [] } = {}) { this.faults.push({ code, at, name, word, edits }); }
  get sign() { return this.at < this.limit ? this.text[this.at] : ""; }
  get isOver() { return this.at >= this.limit; }
  space() { this.take(/[ \t\r\n\f\v]*/y); }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at = Math.min(this.at + found.length, this.limit);
    return found;
  }

  looksLike(pattern, at = this.at) {
    pattern.lastIndex = at;
    return pattern.test(this.text);
  }

  /** A value with all its parts. @param {Map<string, string>} macros @returns {{start, end, text, isBare}} */
  value(name, macros) {
    this.space();
    const start = this.at;
    let text = "", end = start, isBare = false;
    do {
      this.space();
      const from = this.at;
      if (this.sign === "{") text += this.braced(name);
      else if (this.sign === '"') text += this.quoted(name);
      else {
        isBare = true;
        text += this.bare(name, macros, from);
      }
      end = this.at;
      this.space();
    } while (this.sign === "#" && ++this.at);
    this.at = end;
    return { start, end, text, isBare };
  }

  braced(name) {
    const start = this.at;
    const reach = this.isCareful ? this.#reach(start) : this.limit;
    let depth = 0;
    for (let at = start; at < reach; at++) {
      const sign = this.text[at];
      if (sign === "{") depth++;
      else if (sign === "}" && --depth === 0) {
        this.at = at + 1;
        return this.text.slice(start + 1, at);
      }
    }
    const end = this.#endOfOpen(start, reach);
    for (let at = end; at < reach; at++) depth -= (this.text[at] === "{") - (this.text[at] === "}");
    this.at = end;
    this.fault("open", start, { name, edits: [{ start: end, end, text: "}".repeat(Math.max(depth, 1)), isWithin: true }] });
    return this.text.slice(start + 1, end);
  }

  quoted(name) {
    const start = this.at;
    const reach = this.isCareful ? this.#reach(start) : this.limit;
    let depth = 0, isInside = false;
    for (let at = start + 1; at < reach; at++) {
      const sign = this.text[at];
      if (sign === "{") depth++;
      else if (sign === "}") depth--;
      else if (sign === '"' && depth <= 0) {
        if (this.isCareful && !this.looksLike(/[ \t]*(?:[,#})\r\n]|$)/y, at + 1)) {
          isInside = true;
          continue;
        }
        this.at = at + 1;
        if (isInside || depth < 0) this.fault("quote", start, { name, edits: inBraces(start, at) });
        return this.text.slice(start + 1, at);
      }
    }
    const end = this.#endOfOpen(start, reach);
    this.at = end;
    this.fault("open", start, { name, edits: [{ start: end, end, text: '"', isWithin: true }] });
    return this.text.slice(start + 1, end);
  }

  bare(name, macros, from) {
    const word = this.take(/[^ \t\r\n\f\v,{}()"#=%]+/y);
    const isWords = word && !this.looksLike(/[ \t]*(?:[,})#%\r\n]|$)/y) && !this.looksLike(/[ \t]+[A-Za-z][\w+-]*[ \t]*=/y);
    // bibtex takes the digits for a number, and stumbles over what follows
    if (isWords || /^[0-9]+[^0-9]/.test(word) || !word) {
      this.at = from;
      const text = this.take(BARE_TEXT);
      this.fault(text ? "bare" : "empty", from, { name, word: text, edits: [{ start: from, end: this.at, text: `{${text}}` }] });
      return text;
    }
    if (/^[0-9]+$/.test(word)) return word;
    if (!macros.has(word.toLowerCase())) this.fault("macro", from, { name, word });
    return macros.get(word.toLowerCase()) ?? "";
  }

  /** Where a value that begins here ends at the latest. */
  #reach(start) {
    const inside = this.text.slice(start + 1, this.limit);
    const found = [FIELD_LINE, FIELD_INLINE].map((pattern) => inside.search(pattern)).filter((at) => at >= 0);
    return found.length ? start + 1 + Math.min(...found) : this.limit;
  }

  /** The end of a value that nothing closes, without the comma and the brace of the entry behind it. */
  #endOfOpen(start, reach) {
    let end = reach;
    if (reach === this.limit) {
      const inside = this.text.slice(start, reach);
      const line = inside.search(CLOSING_LINE);
      end = start + (line < 0 ? inside.length : line);
    }
    while (end > start + 1 && " \t\r\n,".includes(this.text[end - 1])) end--;
    return end;
  }
}

const inBraces = (start, end) => [{ start, end: start + 1, text: "{" }, { start: end, end: end + 1, text: "}" }];
