/**
 * What a .tex file cites, and the texts of its own list.
 * @typedef {{cited: Map<string, number>, isAll: boolean, items: {key: string, text: string, line: number}[]}} Tex
 *   cited: key -> line of its first citation; isAll: \nocite{*}
 */

// \cite, \citep*, \parencite[see][3]{a,b}, \autocites{a}{b}, \nocite; not \citestyle and the like, which take no keys.
const CITE = /\\[A-Za-z]*[Cc]ite(?!style|reset|delims|Command)[A-Za-z]*\*?[ \t]*((?:(?:\([^()]*\)|\[[^\]]*\])[ \t\r\n%]*)*(?:\{[^{}]*\}[ \t]*(?:\[[^\]]*\][ \t]*)*)+)/g;
const ITEM = /\\bibitem[ \t\r\n]*(?:\[(?:[^\][]|\[[^\]]*\]|\{[^}]*\})*\])?[ \t\r\n%]*\{([^{}]*)\}/g;

/** @param {string} source @returns {Tex} */
export function readTex(source) {
  const text = source.replace(/(^|[^\\])(?:\\\\)*%[^\r\n]*/g, (comment, before) => before + " ".repeat(comment.length - before.length));
  const lineOf = lines(text);
  const cited = new Map();
  for (const found of text.matchAll(CITE)) {
    const isOne = !/s\*?$/.test(/^\\[A-Za-z]*/.exec(found[0])[0]);
    const groups = [...found[1].matchAll(/\{([^{}]*)\}/g)].slice(0, isOne ? 1 : undefined);
    for (const [, keys] of groups) {
      for (const key of keys.split(",").map((it) => it.trim()).filter(Boolean)) if (!cited.has(key)) cited.set(key, lineOf(found.index));
    }
  }
  const isAll = cited.delete("*");
  return { cited, isAll, items: itemsOf(text, lineOf) };
}

function itemsOf(text, lineOf) {
  const found = [...text.matchAll(ITEM)];
  return found.map((item, at) => {
    const end = found[at + 1]?.index ?? text.indexOf("\\end{thebibliography}", item.index);
    return { key: item[1].trim(), line: lineOf(item.index), text: text.slice(item.index + item[0].length, end < item.index ? undefined : end).slice(0, 4000) };
  });
}

/** Numbers of lines, from 1. @param {string} text @returns {(at: number) => number} */
export function lines(text) {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\n|\r/g)) starts.push(found.index + found[0].length);
  return (at) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
