/** The worker: passes questions to the library, and answers back. */
import { indexDetails, loadPageSearch } from "./latecomers.js";
import { Service } from "./service.js";

const QUIET = 150; // ms without a question until the index of words is made ahead of time
const ASKED = ["load", "prepare", "addDetails", "read", "find", "keys", "rows", "whole"];
const service = new Service();
let pause = 0;

/** In: {id, name, args}. Out: {id, value} or {id, error: sentence}. */
addEventListener("message", async ({ data: { id, name, args } }) => {
  try {
    if (!ASKED.includes(name)) throw new Error(`nothing is called ${name}`);
    const value = service[name](...args);
    if (name === "addDetails" && value) await indexDetails(service);
    postMessage({ id, value });
    if (name === "addDetails") loadPageSearch(service);
    clearTimeout(pause);
    pause = setTimeout(warm, QUIET);
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
});

function warm() {
  try {
    service.warm();
  } catch { /* who asks for words will be told */ }
}

postMessage({ isReady: true });
