/** The worker: passes questions to the checker, and answers back. */
import { Service } from "./service.js";

const ASKED = ["furtherFiles", "load", "check", "repaired"];
const service = new Service();

/** In: {id, name, args}. Out: {id, count} on the way, then {id, value} or {id, error: sentence}. */
addEventListener("message", async ({ data: { id, name, args } }) => {
  try {
    if (!ASKED.includes(name)) throw new Error(`nothing is called ${name}`);
    postMessage({ id, value: await service[name](...args, (count) => postMessage({ id, count })) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
});

postMessage({ isReady: true });
