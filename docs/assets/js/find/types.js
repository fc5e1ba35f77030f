/**
 * The shapes that the modules of find/ give and take. Comments only; nothing imports it to run.
 *
 * @typedef {{id: string, label: string, parent: number, spellings: string[], type: string,
 *            fullName: string, at: number}} Term
 *   parent: position of the term above it, or -1; at: its own position in the facet
 *
 * @typedef {{id: string, field: string, label: string, singular: string, terms: Term[],
 *            byId: Map<string, Term>, own: number[][], all: number[][]}} Facet
 *   own: for each entry the positions of its terms; all: with the terms above them
 *
 * @typedef {{stored: string, printed: string, family: string, folded: string}} Name
 *
 * @typedef {{
 *   count: number, of: number, piece: number, edition: string, keys: string[], titles: string[], nicknames: string[],
 *   altTitles: string[][], authors: number[][], names: Name[], published: string[], added: string[],
 *   venueYears: number[], arxiv: string[], doi: string[], openreview: string[], anthology: string[],
 *   aliases: string[][], code: Uint8Array, facets: Facet[], facetById: Map<string, Facet>,
 *   pages: {title: string, path: string, page: string, text: string}[]|null,
 *   summaries: string[]|null, links: [string, string][][]|null, urls: (0|string)[]|null,
 *   cites: (0|[string, string, string])[]|null,
 *   findFacet: (name: string) => Facet|null,
 *   findTerm: (facet: Facet, text: string) => Term|null,
 *   findKey: (key: string) => number, people: import("./people.js").People,
 *   addDetails: (json: object) => void,
 * }} Columns
 *   position i of every column is the i-th entry, newest first. What details.json holds is null
 *   until addDetails; of a large library it comes in pieces of so many entries (piece; 0: at once).
 *   count: entries that are here, of so many. findKey: position of the entry with that key, now or
 *   formerly; -1 for none.
 *
 * @typedef {{any: string[], none: string[]}} Sides  one of `any`, and not one of `none`
 *
 * @typedef {{
 *   text: string, facets: Record<string, Sides>, authors: Sides, from: number, to: number,
 *   code: ""|"yes"|"no", reviewed: ""|"yes"|"no", since: string,
 *   sort: ""|"relevance"|"newest"|"oldest"|"added"|"title", view: ""|"compact",
 *   ids: string[], unknown: string[],
 * }} State
 *   from, to: years, 0 = open. since: ISO day or "". sort "": relevance with text, else newest.
 *   A facet without terms is absent. ids: keys of entries; none = all entries. unknown: sentences
 *   about what was left aside.
 *
 * @typedef {{lane?: string, state: Partial<State>, start?: number, size?: number,
 *            counts?: boolean, marks?: boolean}} Request
 *   lane: a newer find() of a lane replaces an older one; without one all are answered. size: rows wanted, 50 unless told, 0 for
 *   counts alone. counts and marks are made where true.
 *
 * @typedef {{facetId: string, termId: string, label: string, path: string}} RowTerm
 * @typedef {[from: number, to: number][]} Ranges  UTF-16 units, ascending, apart
 *
 * @typedef {{
 *   key: string, position: number, title: string, authors: string, allAuthors: string[],
 *   where: string, isVenue: boolean, published: string, dateWords: string, kind: string,
 *   terms: RowTerm[], links: [string, string][], hasCode: boolean, summary: string, coins: string,
 *   marks: {title: Ranges, authors: Ranges, summary: Ranges},
 * }} Row
 *   What a row of the build says. Before details are loaded summary is "" and links are those that
 *   follow from identifiers. All texts are plain text; check the protocol of links all the same.
 *
 * @typedef {{authors: {slug: string, label: string, n: number}[], code: [number, number],
 *            reviewed: [number, number], years: Record<number, number>}} FixedCounts
 * @typedef {Record<string, Record<string, number>> & FixedCounts} Counts
 *   by facet id, then term id; and what every library has. Each number is what a click on that
 *   value would show. authors: the 200 with most entries, and those asked for. code, reviewed:
 *   [yes, no].
 *
 * @typedef {{label: string, patch: Partial<State>, total: number}} Advice
 *   {...state, ...patch} drops the one condition that label names; it gives total entries
 * @typedef {{facetId: string, facetLabel: string, termId: string, label: string, path: string,
 *            count: number}} Jump  count: entries of the term in the whole library
 * @typedef {{title: string, path: string, page: string, marks: Ranges}} PageHit  marks: of title
 *
 * @typedef {{
 *   total: number, of: number, searched: number, rows: Row[], counts: Counts|null, ignored: string[],
 *   isRelaxed: boolean, suggestion: string, pages: PageHit[], jump: Jump[], advice: Advice[],
 * }} Answer  of: entries in the library, of which so many are searched. advice: only when total is 0, most results first
 *
 * @typedef {{count: number, edition: string, years: [number, number],
 *   facets: {id: string, field: string, label: string, singular: string,
 *            terms: {id: string, label: string, parent: number}[]}[],
 *   parts?: {searched: number, files: string[], records: number, details: number}}} Facts
 *   parts: of a large library, how many entries are searched, the files of the further parts, and how
 *   many entries a part of an export file and of details.json has (0: these are whole)
 *
 * @typedef {{row: Row, nickname: string, altTitles: string[], added: string,
 *   ids: {arXiv: string, DOI: string, OpenReview: string, Anthology: string},
 *   facets: {id: string, label: string, singular: string, terms: {label: string, path: string}[]}[]}} Whole
 *   all that is known of an entry; ids are "" where it has none
 *
 * @typedef {{
 *   ready: Promise<Facts>,
 *   find: (request: Request) => Promise<Answer|null>,
 *   keys: (request: {state: Partial<State>}) => Promise<{keys: string[], positions: number[], edition: string}>,
 *   rows: (keys: string[]) => Promise<Row[]>,
 *   whole: (keys: string[]) => Promise<(Whole|null)[]>,
 *   all: () => Promise<void>,
 *   growth: import("./growth.js").Growth,
 *   details: (positions?: number[]) => Promise<void>,
 *   read: (search: string, hash: string) => Promise<State>,
 *   address: (state: Partial<State>) => string,
 * }} Client
 *   ready rejects when the data cannot be loaded, and with it all others. find: null when a newer
 *   find of its lane was asked meanwhile; answers of the part that is searched. all: loads the others;
 *   keys, and rows and whole where a key is unknown, wait for it. details: of the entries at these
 *   positions; may be asked again after it failed.
 *   address: what follows the path, "?..." or "#..." or both; "" for everything.
 */
export {};
