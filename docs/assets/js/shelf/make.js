/** Elements without HTML text. */
import { make } from "../finder/make.js";

export { make };

/** @param {string} name such as "button.plain" @param {string} label @param {(event: Event) => void} act */
export function makeButton(name, label, act) {
  const button = make(name, { type: "button" }, label);
  button.addEventListener("click", act);
  return button;
}
