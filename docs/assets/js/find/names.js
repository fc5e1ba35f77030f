/** Names of authors, as stored and as printed; the counterpart of Name in scripts/literature/model.py. */
import { fold } from "./fold.js";

const SPECIAL = {
  ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ð: "d", Ð: "D", þ: "th", Þ: "Th",
  ł: "l", Ł: "L", đ: "d", Đ: "D", ı: "i", ħ: "h",
};
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

/** "{Group}", "Family", "Family, Given" or "Family, Jr, Given"; taken apart when first asked for. */
export class Name {
  #parts = null;
  #folded = null;

  /** @param {string} stored */
  constructor(stored) { this.stored = stored; }

  get family() { return (this.#parts ??= parse(this.stored)).family; }
  /** In reading order: "Given Family Jr". */
  get printed() { return (this.#parts ??= parse(this.stored)).printed; }
  get folded() { return (this.#folded ??= fold(this.printed)); }
}

function parse(stored) {
  const comma = stored.indexOf(", ");
  if (comma > 0 && stored.indexOf(",", comma + 1) < 0 && stored[0] !== "{") { // nearly all names
    const family = stored.slice(0, comma).trim();
    return { family, printed: `${stored.slice(comma + 2).trim()} ${family}`.trim() };
  }
  const isGroup = stored.startsWith("{") && stored.endsWith("}");
  const [family, ...others] = isGroup ? [stored.slice(1, -1).trim()] : stored.split(",").map((it) => it.trim());
  const suffix = others.length > 1 ? others.shift() : "";
  return { family, printed: [others.join(", "), family, suffix].filter(Boolean).join(" ") };
}

/** The address of a name, as `slug` in scripts/literature/text.py makes it; "" if nothing is ASCII. */
export function asciiSlug(printed) {
  if (printed.length <= MAX_SLUG && PLAIN.test(printed)) return printed.toLowerCase().replaceAll(" ", "-");
  const ascii = printed.replace(/[ßøØæÆœŒðÐþÞłŁđĐıħ]/g, (letter) => SPECIAL[letter])
    .normalize("NFKD").replace(/[^\0-\x7f]/g, "");
  return trimmed(trimmed(ascii.toLowerCase().replace(/[^a-z0-9]+/g, "-")).slice(0, MAX_SLUG));
}

const MAX_SLUG = 80;

const trimmed = (text) => text.replace(/^-+|-+$/g, "");
