/** LaTeX -> the characters it stands for; macros that are not known stay as they are, and are told. */

// What changes the look of its argument alone, and what stands alone and prints nothing.
const LOOKS = new Set(("textbf textit textsf textsc texttt textrm textmd textup textsl textnormal text emph mathrm mathit"
  + " mathsf mathtt mathbf mathcal mathbb boldsymbol operatorname underline mbox hbox bm uppercase url path enquote").split(" "));
const SILENT = new Set("relax protect em it bf sc tt rm sl sf itshape bfseries scshape ttfamily upshape normalfont allowbreak noindent".split(" "));
const MORE = { to: "→", le: "≤", ge: "≥", ne: "≠", dots: "…", textemdash: "—", textendash: "–", textasciitilde: "~",
  i: "ı", j: "ȷ", and: "&", slash: "/", textquotedblleft: "“", textquotedblright: "”", space: " ", quad: " ", LaTeX: "LaTeX",
  TeX: "TeX", textbackslash: "\\", textbar: "|", textless: "<", textgreater: ">", textunderscore: "_", lbrace: "{", rbrace: "}" };
const TOKEN = /\\[A-Za-z]+[ \t\n]*|\\[^]|\$\$?[^$]*\$\$?|---?|``|''|[^]/gu;
const DOTTED = { ı: "i", ȷ: "j" };
const [HOOK_ABOVE, HORN] = ["\u0309", "\u031b"];

export class LatexReader {
  #macros = new Map(Object.entries(MORE));
  #marks = new Map([["hookabove", HOOK_ABOVE], ["t", "\u0361"]]);
  #scripts = new Map();

  /** @param {object} table  "latex" of data/submit.json */
  constructor({ marks, letters, punctuation, symbols }) {
    for (const [mark, [macro]] of Object.entries(marks)) this.#marks.set(macro, mark);
    for (const [char, macro] of [...Object.entries(punctuation), ...Object.entries(letters)]) {
      const name = /^\{?\\([A-Za-z]+)\}?$/.exec(macro)?.[1];
      if (name) this.#macros.set(name, char);
    }
    for (const [char, macro] of Object.entries(symbols)) {
      const name = /^\\([A-Za-z]+)$/.exec(macro)?.[1];
      if (name && !this.#macros.has(name)) this.#macros.set(name, char);
      if (/^[_^].$/u.test(macro)) this.#scripts.set(macro, char);
    }
  }

  /** @param {string} value @returns {{text: string, unknown: string[]}} unknown: macros such as "\foo" */
  read(value) {
    if (!/[\\{}$~]|--|``|''/.test(value)) return { text: value, unknown: [] };
    const ours = value.replace(/\{\[U\+([0-9A-F]{4,5}|10[0-9A-F]{4})\]\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
      .replaceAll("\\accent`\\'", "\\hookabove ").replaceAll("\\negthinspace'", HORN);
    const state = { tokens: ours.match(TOKEN) ?? [], at: 0, unknown: [] };
    const text = this.#group(state);
    return { text: text.replace(/[ \t\n]+/g, " ").normalize("NFC").trim(), unknown: [...new Set(state.unknown)] };
  }

  /** All up to the brace that closes, or to the end. */
  #group(state) {
    let text = "";
    while (state.at < state.tokens.length) {
      const token = state.tokens[state.at++];
      if (token === "}") break;
      text += this.#one(token, state);
    }
    return text;
  }

  #one(token, state) {
    if (token === "{") return this.#group(state);
    if (token[0] === "\\") return this.#macro(token, state);
    if (token[0] === "$" && token.length > 1) return this.#maths(token.replace(/^\$+|\$+$/g, ""));
    return { "~": " ", "--": "–", "---": "—", "``": "“", "''": "”" }[token] ?? token;
  }

  #macro(token, state) {
    const name = token.slice(1).trim();
    if (this.#marks.has(name)) return this.#marked(this.#argument(state), this.#marks.get(name));
    if (LOOKS.has(name)) return this.#argument(state);
    if (name === "href") return this.#argument(state) && this.#argument(state);
    if (name === "ensuremath") return this.#maths(this.#raw(state));
    if (SILENT.has(name)) return "";
    if (this.#macros.has(name)) return this.#macros.get(name);
    if (!/^[A-Za-z]/.test(name)) return /^[,;:!\s\\/]?$/.test(name) ? " " : name === "-" ? "" : name;
    state.unknown.push(`\\${name}`);
    return token;
  }

  #argument(state) {
    while (/^\s$/.test(state.tokens[state.at] ?? "")) state.at++;
    return state.at < state.tokens.length ? this.#one(state.tokens[state.at++], state) : "";
  }

  /** The argument as it stands. */
  #raw(state) {
    if (state.tokens[state.at] !== "{") return "";
    let text = "";
    for (let depth = 0; state.at < state.tokens.length;) {
      const token = state.tokens[state.at++];
      depth += (token === "{") - (token === "}");
      if (depth === 0) break;
      text += text || token !== "{" ? token : "";
    }
    return text;
  }

  #marked(text, mark) {
    const [first = "", ...rest] = text.normalize("NFC"); // one mark on another: \~{\^e}
    return first ? (DOTTED[first] ?? first) + mark + rest.join("") : "";
  }

  /** A formula in characters when they can write it; else in dollar signs, as it was. */
  #maths(inside) {
    if (!/[\\_^]/.test(inside)) return `$${inside}$`;
    const written = inside
      .replace(/\\([A-Za-z]+)(?:\s*\{([^{}]*)\})?\s*/g, (whole, name, argument = "") =>
        (LOOKS.has(name) ? argument : this.#macros.has(name) ? this.#macros.get(name) + argument : whole))
      .replace(/([_^])\{(.)\}/gu, "$1$2").replace(/[_^]./gu, (script) => this.#scripts.get(script) ?? script);
    return /[\\{}_^]/.test(written) ? `$${inside}$` : written;
  }
}
