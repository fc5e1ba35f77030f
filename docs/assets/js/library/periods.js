/** "Added since": periods that end today, as days. Pure: today is given. */

/** What the select offers; "day" is a date of the reader's own. */
export const PERIODS = [
  ["", "Any time"], ["week", "Last week"], ["month", "Last month"],
  ["quarter", "Last quarter"], ["year", "Last year"], ["day", "Since a date"],
];
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** @param {Date} date @returns {string} the reader's day, "2026-01-05" */
export function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first day of a period that ends today; "" for any time. @param {string} period @param {Date} today */
export function firstDay(period, today) {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  if (period === "week") return dayOf(new Date(year, month, day - 7));
  if (!MONTHS[period]) return "";
  const lastOfMonth = new Date(year, month - MONTHS[period] + 1, 0).getDate();
  return dayOf(new Date(year, month - MONTHS[period], Math.min(day, lastOfMonth)));
}

/** The period that begins on this day; "day" when none does. */
export function periodOf(day, today) {
  if (!day) return "";
  return PERIODS.find(([period]) => period && firstDay(period, today) === day)?.[0] ?? "day";
}
