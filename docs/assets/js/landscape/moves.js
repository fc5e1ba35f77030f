/** Pointers, wheel and keys on the map: what they mean is told, nothing is drawn here. */

const STEP = 80; // pixels that a key moves the map
const CLICK = 5; // pixels: a pointer that moved less was not meant to drag
const CLOSER = 1.5;
const KEYS = {
  ArrowLeft: (view) => view.move(STEP, 0), ArrowRight: (view) => view.move(-STEP, 0),
  ArrowUp: (view) => view.move(0, STEP), ArrowDown: (view) => view.move(0, -STEP),
  "+": (view) => view.zoom(CLOSER), "=": (view) => view.zoom(CLOSER),
  "-": (view) => view.zoom(1 / CLOSER), 0: (view) => view.showAll(),
};
export const ZOOMS = { in: KEYS["+"], out: KEYS["-"], all: KEYS[0] };

/**
 * @param {HTMLElement} frame @param {import("./view.js").View} view
 * @param {{moved: () => void, over: (x: number, y: number) => void, left: () => void,
 *          picked: (x: number, y: number, event: PointerEvent) => void}} tell  places are pixels in the frame
 */
export function listen(frame, view, tell) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let path = 0; // pixels since the first pointer came down
  const place = (event) => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left - frame.clientLeft, y: event.clientY - box.top - frame.clientTop };
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) path = 0;
    down.set(event.pointerId, place(event));
    frame.setPointerCapture(event.pointerId);
    frame.classList.add("is-held");
  });
  frame.addEventListener("pointermove", (event) => {
    const to = place(event);
    const from = down.get(event.pointerId);
    if (!from) return tell.over(to.x, to.y);
    path += Math.hypot(to.x - from.x, to.y - from.y);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, to);
    if (other) pinch(view, from, to, other);
    else if (path >= CLICK) view.move(to.x - from.x, to.y - from.y);
    tell.moved();
  });
  const release = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (!down.size) frame.classList.remove("is-held");
    const { x, y } = place(event);
    if (event.type === "pointerup" && path < CLICK && !down.size) tell.picked(x, y, event);
  };
  for (const name of ["pointerup", "pointercancel"]) frame.addEventListener(name, release);
  frame.addEventListener("pointerleave", () => { if (!down.size) tell.left(); });
  frame.addEventListener("wheel", (event) => {
    if (event.deltaY > 0 && view.isWhole && !event.ctrlKey) return; // the page goes on
    event.preventDefault();
    const lines = event.deltaMode ? 24 : 1;
    const { x, y } = place(event);
    view.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.002)), x, y);
    tell.moved();
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    const act = !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(view);
    tell.moved();
  });
}

/** Two fingers: what lies under them stays under them. */
function pinch(view, from, to, other) {
  const apart = (one) => Math.max(8, Math.hypot(one.x - other.x, one.y - other.y));
  view.zoom(apart(to) / apart(from), other.x, other.y);
  const [before, after] = [from, to].map((it) => ({ x: (it.x + other.x) / 2, y: (it.y + other.y) / 2 }));
  view.move((after.x - before.x) / 2, (after.y - before.y) / 2);
}
