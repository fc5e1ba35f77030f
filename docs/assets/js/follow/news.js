/** "7 new since 3 November" on home and library, in a line that is there all along. */
import { find, memory } from "../page.js";
import { isLooking, looked, newsOf, newsWords, readAdded, readVisit, visitOf } from "./visit.js";

const KEPT = "atlas.visit";

/** @param {HTMLAnchorElement} link it leads to the library and knows what was added on each day */
function tell(link) {
  const added = readAdded(link.dataset.added);
  if (!added.days.length) return;
  const latest = added.days[0][0];
  const visit = visitOf(readVisit(memory.get(KEPT)), dayOf(new Date()), latest);
  const news = newsOf(visit, added);
  const isDone = news && find("[data-library]") && isLooking(location.search, news);
  memory.set(KEPT, JSON.stringify(isDone ? looked(visit, latest) : visit));
  link.hidden = !news || Boolean(isDone);
  if (link.hidden) return;
  const address = new URL(link.getAttribute("href"), location.href);
  address.search = `?since=${news.since}`;
  link.href = address.pathname + address.search;
  link.textContent = newsWords(visit, news);
}

function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const link = find("a[data-added]");
if (link) {
  tell(link);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) tell(link); });
}
