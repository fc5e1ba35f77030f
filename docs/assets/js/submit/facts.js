/**
 * What a source says of one work, and what of it the form can hold.
 * @typedef {{source: string, entry: import("./record.js").Entry, venues?: string[], venueYear?: string}} Facts
 *   venues: names of where it was published, best first, as the source prints them
 */
import { spelling } from "./text.js";
import { ordered } from "./record.js";

const OF_VENUE = ["venue_year", "volume", "number", "pages"];
const ORDINAL = new RegExp("\\b(?:the )?(?:[0-9]+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|"
  + "seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth))\\b", "gi");

/**
 * The facts as fields: the venue by its term, and what needs a venue only with one.
 * @param {Facts} facts @param {import("./record.js").Format} format
 * @returns {{entry: import("./record.js").Entry, unknownVenue: string}}
 */
export function fieldsOf({ entry, venues = [], venueYear = "" }, format) {
  const facet = format.terms.get("venue")?.facet;
  const [venue = "", track = ""] = venues.map((text) => withTrack(text, facet)).find(([id]) => id) ?? [];
  const whole = { ...entry, ...(venue ? { venue, track, venue_year: venueYear } : {}) };
  if (!venue) for (const name of OF_VENUE) delete whole[name];
  return { entry: ordered(fitting(whole, format), format), unknownVenue: venue ? "" : venues[0] ?? "" };
}

/** Without identifiers of another form than the field's. */
function fitting(entry, { fields }) {
  return Object.fromEntries(Object.entries(entry).filter(([name, value]) => {
    const { pattern, max = Infinity } = fields[name] ?? {};
    return typeof value !== "string" || ((!pattern || new RegExp(`^(?:${pattern})$`).test(value)) && value.length <= max);
  }));
}

/** Id of a venue, and the track after a colon: "Meetings on Bees: Workshop on Walls". */
function withTrack(text, facet) {
  const whole = matchVenue(text, facet);
  const [, before = "", after = ""] = /^(.+?): (.+)$/.exec(text) ?? [];
  const id = whole || !before ? "" : matchVenue(before, facet);
  return id ? [id, after] : [whole];
}

/** The id of the venue that a source's words name; "" when none is known. As match_venue in Python. */
export function matchVenue(text, facet) {
  if (!facet) return "";
  facet.spellings ??= spellingsOf(facet);
  return venueSpellings(text).map((words) => facet.spellings.get(spelling(words))).find(Boolean) ?? "";
}

/** A spelling of two terms is that of the one for which it is the more proper name. */
function spellingsOf({ terms }) {
  return new Map([
    ...terms.map((term) => [spelling(term.name || term.label), term.id]),
    ...terms.flatMap((term) => [...(term.aliases ?? []), term.label, term.id].map((text) => [spelling(text), term.id])),
  ]);
}

/** The words, then what is left without years, numbers, "Proceedings of the" and the like. */
function venueSpellings(text) {
  const inside = [...text.matchAll(/\(([^()]{2,60})\)/g)].map((match) => match[1]);
  const bare = text.replace(/\([^()]*\)/g, " ").replace(ORDINAL, " ")
    .replace(/^\s*(?:in:? )?(?:proceedings|proc\.?) of (?:the )?/i, " ")
    .replace(/['’]?\b[0-9]{2,4}\b/g, " ").replace(/\b(?:poster|oral|spotlight|conference track)\s*$/i, " ")
    .replaceAll(" ,", ",").replace(/\s+/g, " ").replace(/^[ ,.:;]+|[ ,.:;]+$/g, "");
  const own = [text, bare, bare.replace(/^the /i, "")];
  if (/\bworkshop|\bcompanion|\badjunct/i.test(text)) return own; // not the venue that hosts it
  return [...own, ...inside.map((words) => words.replace(/[\s'’-]*[0-9]{2,4}\s*$/, "")), ...bare.split(/, | [-–—] /)];
}
