/** Where the library runs: in a worker, else on this page. */
import { indexDetails, loadPageSearch } from "./latecomers.js";

/** @typedef {{ask: (name: string, args: unknown[], transfer?: Transferable[]) => Promise<any>,
 *             stop: () => void, isHere?: boolean}} Host */

const STOPPED = "the search has stopped";

/**
 * @param {() => void} fail  called when a worker that had started breaks down
 * @returns {Promise<Host>} rejects when the program cannot be loaded at all
 */
export async function startHost(fail) {
  try {
    return await startWorker(fail);
  } catch {
    return startHere();
  }
}

/** @returns {Promise<Host>} rejects where there are no workers that are modules, or it does not load */
function startWorker(fail) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const waiting = new Map(); // id of a question -> what settles it
    let last = 0;
    let isOver = false;
    let hasStarted = false;
    const stop = () => {
      isOver = true;
      worker.terminate();
      for (const asked of waiting.values()) asked.reject(new Error(STOPPED));
      waiting.clear();
    };
    const ask = (name, args, transfer = []) => new Promise((settle, refuse) => {
      if (isOver) return refuse(new Error(STOPPED));
      waiting.set(++last, { resolve: settle, reject: refuse });
      return worker.postMessage({ id: last, name, args }, transfer);
    });
    const breakDown = (event) => {
      event.preventDefault(); // it is told, once, to those who asked
      if (isOver) return;
      stop();
      if (hasStarted) fail();
      else reject(new Error("the worker did not start"));
    };
    worker.addEventListener("error", breakDown);
    worker.addEventListener("messageerror", breakDown);
    worker.addEventListener("message", ({ data }) => {
      if (data.isReady) {
        hasStarted = true;
        return resolve({ ask, stop });
      }
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      return "error" in data ? asked?.reject(new Error(data.error)) : asked?.resolve(data.value);
    });
  });
}

/** The same program on the page; a pause before each answer lets the page draw. @returns {Promise<Host>} */
async function startHere() {
  const { Service } = await import("./service.js");
  const service = new Service();
  const ask = async (name, args) => {
    await new Promise((resolve) => { setTimeout(resolve); });
    const value = service[name](...args);
    if (name === "addDetails" && value) await indexDetails(service);
    if (name === "addDetails") loadPageSearch(service);
    return value;
  };
  return { ask, stop() {}, isHere: true };
}
