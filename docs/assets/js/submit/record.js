/**
 * The fields of an entry as a file has them, and what is known of each field.
 * @typedef {Record<string, string|string[]>} Entry  absent fields are unknown; lists keep their order
 * @typedef {{id: string, label: string, name?: string, short?: string, description?: string,
 *            aliases?: string[], parent?: string, bibtex?: string, type?: string}} Term
 * @typedef {{id: string, label: string, singular: string, field: string, description: string,
 *            terms: Term[], byId: Map<string, Term>}} Facet
 * @typedef {{name: string, facet: Facet, label: string, required: boolean, max: number}} TermField
 * @typedef {{type: string, max: number, items: number, pattern?: string, example: string, required?: boolean}} Limits
 * @typedef {{
 *   order: string[], fields: Record<string, Limits>, terms: Map<string, TermField>,
 *   minSummary: number, stopWords: string[], particles: string[], latex: object,
 * }} Format  what data/submit.json and data/taxonomy.json say together
 */

/** @param {object} submit @param {object} taxonomy @returns {Format} @throws {Error} when one is of another version */
export function readFormat(submit, taxonomy) {
  if (submit?.version !== 1 || taxonomy?.version !== 1) throw new Error("the format is of another version");
  const facets = new Map(taxonomy.facets.map((facet) => [
    facet.id, { ...facet, byId: new Map(facet.terms.map((term) => [term.id, term])) }]));
  return {
    order: submit.order, fields: submit.fields, latex: submit.latex, minSummary: submit.min_summary,
    stopWords: submit.stop_words, particles: submit.particles,
    terms: new Map(taxonomy.fields.map((field) => [field.name, { ...field, facet: facets.get(field.facet) }])),
  };
}

/** Whether a field holds several values. @param {Format} format @param {string} name */
export function isList({ terms, fields }, name) {
  return terms.has(name) ? terms.get(name).max !== 1 : ["list", "urls"].includes(fields[name]?.type);
}

/** The entry without what is empty, numbers as texts, in the order of a file. @param {object} entry @returns {Entry} */
export function ordered(entry, { order }) {
  const known = order.filter((name) => (Array.isArray(entry[name]) ? entry[name].length : entry[name]));
  return Object.fromEntries(known.map((name) => [name, Array.isArray(entry[name]) ? entry[name].map(String) : String(entry[name])]));
}

/** Whether two values of a field are the same. */
export const isSame = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");
