/**
 * What is new since a reader's last visit. Pure; days are ISO days.
 *
 * New is what was added after the latest day that the site itself had when the reader was there: so
 * a wrong clock cannot hide or invent entries. The clock only tells one visit from the next (any
 * other day is another visit) and gives the day its name.
 * @typedef {{day: string, seen: string}} Stay  the reader's day, and the latest day of the site then
 * @typedef {Stay & {before: Stay|null}} Visit  this visit and the one before; null when there is nothing to tell
 * @typedef {{days: [string, number][], isAll: boolean}} Added  entries by day of addition, latest first
 */

const DAY = 86_400_000; // ms

/** "2026-01-07 1, 2026-01-06 2, ..." as the build writes it. @returns {Added} */
export function readAdded(text) {
  const days = [...String(text).matchAll(/(\d{4}-\d\d-\d\d) (\d+)/g)].map(([, day, count]) => [day, Number(count)]);
  return { days, isAll: !String(text).endsWith("...") };
}

/** What was kept; null for what this module did not write. @param {string|null} text @returns {Visit|null} */
export function readVisit(text) {
  try {
    const kept = JSON.parse(text);
    if (!isStay(kept)) return null;
    const { day, seen, before } = kept;
    return { day, seen, before: isStay(before) ? { day: before.day, seen: before.seen } : null };
  } catch { return null; }
}

/**
 * The visit as it is to be kept from now on. The same day is the same visit, however often the page is loaded.
 * @param {Visit|null} kept @param {string} today @param {string} latest the day of the last addition @returns {Visit}
 */
export function visitOf(kept, today, latest) {
  if (!kept) return { day: today, seen: latest, before: null };
  if (kept.day !== today) return { day: today, seen: latest, before: { day: kept.day, seen: kept.seen } };
  // What was told in this visit is not told in the next; what came in after nothing was left to tell is.
  const seen = kept.before || kept.seen > latest ? latest : kept.seen;
  return { ...kept, seen };
}

/** The visit after the reader has looked at what is new. @param {Visit} visit @returns {Visit} */
export const looked = (visit, latest) => ({ ...visit, seen: latest, before: null });

/**
 * What to tell; null for nothing. `since` is the first day that counts, as the library's filter has it.
 * @param {Visit} visit @param {Added} added @returns {{count: number, since: string, isMore: boolean}|null}
 */
export function newsOf({ before }, { days, isAll }) {
  if (!before) return null;
  const since = dayAfter(before.seen);
  const count = days.reduce((sum, [day, each]) => (day >= since ? sum + each : sum), 0);
  const isMore = !isAll && since < days.at(-1)[0];
  return count ? { count, since, isMore } : null;
}

/** "7 new since 3 November": the day of the visit before, where it can be right. @param {Visit} visit */
export function newsWords({ day, before }, { count, since, isMore }) {
  const named = before.day >= before.seen && before.day <= day ? before.day : since;
  return `${isMore ? "More than " : ""}${count.toLocaleString("en")} new since ${dayWords(named, day)}`;
}

/** Whether an address of the library shows all that is new. @param {string} search "?since=..." */
export function isLooking(search, { since }) {
  const asked = new URLSearchParams(search);
  return [...asked.keys()].every((name) => name === "since" || name === "sort" || name === "view")
    && isDay(asked.get("since")) && asked.get("since") <= since;
}

/** "3 November", with the year when it is not that of `today`. */
function dayWords(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" };
  const words = { day: "numeric", month: "long", ...year, timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", words).format(new Date(day));
}

const dayAfter = (day) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
const isStay = (stay) => typeof stay === "object" && stay !== null && isDay(stay.day) && isDay(stay.seen);
const isDay = (day) => typeof day === "string" && /^[12]\d{3}-\d\d-\d\d$/.test(day)
  && new Date(Date.parse(day) || 0).toISOString().startsWith(day);
