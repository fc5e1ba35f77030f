/**
 * A value in localStorage that other tabs may change at any time.
 * What is stored is read through `parse`, which takes any text or null and never throws; `print`
 * gives null for nothing. Where storage is full or blocked, changes last as long as the page.
 */

/** @template Value
 * @param {string} name @param {(text: string|null) => Value} parse
 * @param {(value: Value) => string|null} print
 * @param {{get: (name: string) => string|null, set: (name: string, text: string|null) => void}} memory */
export function keep(name, parse, print, memory) {
  let value = parse(memory.get(name));
  let waiting = []; // changes that storage did not take; they are made again on what it holds
  const listeners = new Set();

  function settle() {
    value = waiting.reduce((before, change) => change(before), parse(memory.get(name)));
    listeners.forEach((listener) => listener(value));
  }
  globalThis.addEventListener?.("storage", (event) => {
    if (event.key === name || event.key === null) settle();
  });
  globalThis.addEventListener?.("pageshow", (event) => { if (event.persisted) settle(); });

  return {
    get value() { return value; },
    /** Whether everything so far is in storage. */
    get isKept() { return waiting.length === 0; },
    /** @param {(before: Value) => Value} change @returns {boolean} whether it was kept */
    change(change) {
      waiting.push(change);
      const after = waiting.reduce((before, each) => each(before), parse(memory.get(name)));
      const text = print(after);
      memory.set(name, text);
      if (memory.get(name) === text) waiting = [];
      settle();
      return waiting.length === 0;
    },
    /** Tells the listener the value now and after each change. */
    follow(listener) {
      listeners.add(listener);
      listener(value);
    },
  };
}
