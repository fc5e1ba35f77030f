/** Where a card has room. Pure. */

/**
 * Classes that turn a card, which is first drawn below its link and to the right, to where it fits.
 * @param {{width: number, height: number, bottom: number, right: number}} card
 * @param {{top: number}} link
 * @param {{clientWidth: number, clientHeight: number}} window
 */
export function sideOf(card, link, window) {
  const classes = [];
  if (card.right > window.clientWidth) classes.push("card--end");
  if (card.bottom > window.clientHeight && link.top > card.height) classes.push("card--above");
  return classes;
}
