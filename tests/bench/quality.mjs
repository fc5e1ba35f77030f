/**
 * How well and how fast search finds: `node tests/bench/quality.mjs DATA_FOLDER`.
 *
 * Options: --seeds 1,2,3   which queries for known works are made
 *          --lite          without summaries
 *          --misses        each known work that was not first
 *          --json          figures as JSON
 *          --list          only the queries for known works, as JSON
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { unfold } from "../../docs/assets/js/find/unfold.js";
import { knownItems } from "./known_items.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SCRIPTS = join(HERE, "../../docs/assets/js");
const DEPTH = 10;

const given = process.argv.slice(2);
const flag = (name) => given.includes(name);
const seeds = flag("--seeds") ? given[given.indexOf("--seeds") + 1].split(",").map(Number) : [1, 2, 3, 4, 5];
const folder = given.find((it, at) => !it.startsWith("--") && given[at - 1] !== "--seeds");
if (!folder) throw new Error("which folder has search.json and details.json?");

const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const json = read("search.json");
const items = seeds.flatMap((seed) => knownItems(unfold(json), seed));

if (flag("--list")) console.log(JSON.stringify(items, null, 1));
else await measure();

async function measure() {
  const load = async (path) => import(pathToFileURL(path).href);
  const { decode } = await load(process.env.COLUMNS ?? join(SCRIPTS, "find/columns.js"));
  const { createEngine } = await load(join(SCRIPTS, "find/index.js"));
  const { default: MiniSearch } = await load(join(SCRIPTS, "vendor/minisearch.js"));
  const columns = decode(json);
  const heapBefore = heap();
  const built = timed(() => createEngine(columns, MiniSearch));
  const engine = built.value;
  const topicLite = topical(engine, columns);
  let details = 0;
  if (!flag("--lite")) {
    columns.addDetails(read("details.json"));
    details = timed(() => [...engine.addDetails()]).ms;
  }
  const figures = {
    entries: columns.count,
    index: { ms: built.ms, detailsMs: details, megabytes: heap() - heapBefore },
    known: known(engine, columns),
    topical: { lite: topicLite, full: flag("--lite") ? null : topical(engine, columns) },
    key: keys(engine),
  };
  if (flag("--json")) console.log(JSON.stringify(figures, null, 1));
  else print(figures);
}

function heap() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

function timed(act) {
  const start = performance.now();
  const value = act();
  return { value, ms: performance.now() - start };
}

/** kind -> [n, success@1, MRR@10]; the last is all of them. */
function known(engine, columns) {
  const kinds = {};
  for (const { kind, query, target } of items) {
    const { hits } = engine.search(query);
    const rank = Array.from(hits ?? []).slice(0, DEPTH).findIndex((at) => columns.keys[at] === target) + 1;
    for (const name of [kind, "all"]) {
      const row = kinds[name] ??= [0, 0, 0];
      row[0] += 1;
      row[1] += rank === 1 ? 1 : 0;
      row[2] += rank ? 1 / rank : 0;
    }
    if (rank !== 1 && flag("--misses")) miss(columns, hits, { kind, query, target, rank });
  }
  const { all, ...others } = kinds;
  const shares = ([kind, [n, first, sum]]) => [kind, [n, first / n, sum / n]];
  return Object.fromEntries(Object.entries({ ...others, all }).map(shares));
}

function miss(columns, hits, { kind, query, target, rank }) {
  const title = (at) => (at === undefined || at < 0 ? "-" : `${columns.keys[at]} ${columns.titles[at]}`);
  console.log(`${kind}: ${query}`);
  console.log(`   wanted (${rank || "-"}) ${title(columns.keys.indexOf(target))}`);
  console.log(`   first      ${title(hits?.[0])}`);
}

/** Mean nDCG@10 of the judged queries; null when the data has not the judged entries. */
function topical(engine, columns) {
  const path = join(HERE, "topical.json");
  if (!existsSync(path)) return null;
  const queries = JSON.parse(readFileSync(path, "utf8"));
  const keysHere = new Set(columns.keys);
  if (!queries.every((it) => Object.keys(it.relevant).every((key) => keysHere.has(key)))) return null;
  const values = queries.map(({ query, relevant }) => {
    const { hits } = engine.search(query);
    const gains = Array.from(hits ?? []).slice(0, DEPTH).map((at) => relevant[columns.keys[at]] ?? 0);
    const ideal = Object.values(relevant).sort((a, b) => b - a).slice(0, DEPTH);
    const value = discounted(gains) / discounted(ideal);
    if (flag("--misses")) console.log(`topical ${value.toFixed(2)} ${query}`);
    return value;
  });
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function discounted(gains) {
  return gains.reduce((sum, gain, at) => sum + (2 ** gain - 1) / Math.log2(at + 2), 0);
}

/** Milliseconds per key while the queries are typed, letter by letter. */
function keys(engine) {
  const times = [];
  const step = Math.max(1, Math.floor(items.length / 60));
  for (let at = 0; at < items.length; at += step) {
    const { query } = items[at];
    for (let end = 1; end <= Math.min(query.length, 60); end++) {
      times.push(timed(() => engine.search(query.slice(0, end))).ms);
    }
  }
  times.sort((a, b) => a - b);
  const part = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { n: times.length, median: part(0.5), p95: part(0.95), max: times.at(-1) };
}

function print({ entries, index, known: kinds, topical: topics, key }) {
  const number = (value, digits = 3) => (value === null ? "-" : value.toFixed(digits));
  console.log(`${entries} entries, seeds ${seeds.join(",")}`);
  console.log(`${"kind".padEnd(26)}${"n".padStart(6)}${"success@1".padStart(11)}${"MRR@10".padStart(9)}`);
  for (const [kind, [n, first, mrr]] of Object.entries(kinds)) {
    console.log(`${kind.padEnd(26)}${String(n).padStart(6)}${number(first).padStart(11)}${number(mrr).padStart(9)}`);
  }
  console.log(`topical nDCG@10: ${number(topics.lite)} without summaries, ${number(topics.full)} with`);
  const { n, median, p95, max } = key;
  console.log(`key: median ${number(median, 2)} ms, p95 ${number(p95, 2)}, max ${number(max, 1)} (${n} keys)`);
  const { ms, detailsMs, megabytes } = index;
  console.log(`index: ${number(ms, 0)} ms, details ${number(detailsMs, 0)} ms, ${number(megabytes, 1)} MB`);
}
