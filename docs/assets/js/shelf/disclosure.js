/** A button that opens a small panel beside it: Escape, a click elsewhere and leaving close it. */
import { make, makeButton } from "./make.js";

/** @param {string} label of the button @param {(HTMLElement)[]} items @returns {HTMLElement} */
export function makeDisclosure(label, items) {
  const panel = make("ul.shelf__panel", { hidden: "" }, ...items.map((item) => make("li", {}, item)));
  const button = makeButton("button.button", label, () => show(panel.hidden));
  const whole = make("span.shelf__more", {}, button, panel);
  button.setAttribute("aria-expanded", "false");

  function show(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  }
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    show(false);
    button.focus();
  });
  whole.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !whole.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !whole.contains(event.target)) show(false);
  });
  panel.addEventListener("click", (event) => {
    if (!event.target.closest("button, a")) return;
    show(false);
    button.focus();
  });
  return whole;
}
