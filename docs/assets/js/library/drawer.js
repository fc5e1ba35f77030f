/** The filters on a phone: a drawer that takes the focus, and closes when the focus leaves it. */

const WIDE = "(min-width: 60em)"; // as in atlas.css

/** @param {HTMLElement} drawer @param {HTMLElement|null} opener */
export function guardDrawer(drawer, opener) {
  if (!("showPopover" in drawer)) return;
  drawer.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    opener?.setAttribute("aria-expanded", String(isOpen));
    document.documentElement.classList.toggle("has-drawer", isOpen);
    if (isOpen) drawer.querySelector("button:not([hidden])")?.focus({ preventScroll: true });
  });
  drawer.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next && !drawer.contains(next) && drawer.matches(":popover-open")) drawer.hidePopover();
  });
  matchMedia(WIDE).addEventListener("change", (event) => {
    if (event.matches && drawer.matches(":popover-open")) drawer.hidePopover();
  });
}

export const isWide = () => matchMedia(WIDE).matches;
