/**
 * The worker in which the checker runs, so that the page answers meanwhile.
 * @typedef {{ask: (name: string, ...args: unknown[]) => Promise<any>, tell: (count: number) => void}} Host
 *   tell: set by whoever wants to know how far a check is
 */

/** @returns {Promise<Host>} rejects where there are no workers that are modules, or it does not load */
export function startHost() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const waiting = new Map();
    let last = 0;
    const host = {
      tell() {},
      ask: (name, ...args) => new Promise((settle, refuse) => {
        waiting.set(++last, { settle, refuse });
        worker.postMessage({ id: last, name, args });
      }),
    };
    worker.addEventListener("error", (event) => {
      event.preventDefault(); // it is told to those who asked
      const failure = new Error("the checker has stopped");
      for (const asked of waiting.values()) asked.refuse(failure);
      reject(failure);
    });
    worker.addEventListener("message", ({ data }) => {
      if (data.isReady) return resolve(host);
      if ("count" in data) return host.tell(data.count);
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      return "error" in data ? asked.refuse(new Error(data.error)) : asked.settle(data.value);
    });
  });
}
