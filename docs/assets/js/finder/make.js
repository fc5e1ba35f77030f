/** Elements without HTML text: every string becomes a text node or an attribute. */

/**
 * @param {string} name such as "p" or "p.hint"
 * @param {Record<string, string>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A button that looks like a link. */
export function makeButton(label, act) {
  const button = make("button.plain", { type: "button" }, label);
  button.addEventListener("click", act);
  return button;
}
