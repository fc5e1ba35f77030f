/** What the other modules share: finding elements, remembering a choice, copying, saying a sentence. */

/** The first element, all elements, and clicks on elements of a selector, present or to come. */
export const find = (selector, from = document) => from.querySelector(selector);
export const findAll = (selector, from = document) => [...from.querySelectorAll(selector)];
export const onClick = (selector, act) =>
  document.addEventListener("click", (event) => {
    const element = event.target instanceof Element && event.target.closest(selector);
    if (element) act(element, event);
  });

/** Storage can be blocked; then a choice lasts as long as the page. */
export const memory = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch { /* the choice still holds on this page */ }
  },
};

/** Safari allows a copy after a fetch only when the promise itself goes to the clipboard. */
export async function toClipboard(text) {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const blob = Promise.resolve(text).then((plain) => new Blob([plain], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/* Toast: Material's dialog as a live region. */
const toast = find(".md-dialog");
let toastTimer = 0;
toast?.setAttribute("role", "status");
export function say(message) {
  if (!toast) return;
  clearTimeout(toastTimer);
  find(".md-dialog__inner", toast).textContent = message;
  toast.classList.add("md-dialog--active");
  toastTimer = setTimeout(() => {
    toast.classList.remove("md-dialog--active");
    find(".md-dialog__inner", toast).textContent = "";
  }, 4000);
}
