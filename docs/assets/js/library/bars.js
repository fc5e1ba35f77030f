/** The histogram of years as shapes. Pure. */

/**
 * @param {Record<number, number>} counts
 * @param {[number, number]} span first and last year, both shown
 * @param {{width: number, height: number, gap: number}} box
 * @returns {{year: number, count: number, shape: string, column: string}[]} shape: the bar; column: its
 *          whole height, where a pointer may meet it
 */
export function bars(counts, [first, last], { width, height, gap }) {
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const most = Math.max(1, ...years.map((year) => counts[year] ?? 0));
  const step = width / Math.max(1, years.length);
  const space = Math.min(gap, step / 3);
  return years.map((year, at) => {
    const count = counts[year] ?? 0;
    const tall = count ? Math.max(1, Math.round((count / most) * height)) : 0;
    const left = round(at * step + space / 2);
    const wide = round(step - space);
    return {
      year,
      count,
      shape: `M${left} ${height}v-${tall}h${wide}v${tall}z`,
      column: `M${round(at * step)} 0h${round(step)}v${height}h-${round(step)}z`,
    };
  });
}

const round = (number) => Math.round(number * 100) / 100;
