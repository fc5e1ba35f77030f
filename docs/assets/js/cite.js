/**
 * Citations: copying them, and switching between their formats.
 * Without script the tabs are links to the files and the copy buttons are not shown.
 */
import { find, findAll, onClick, say, toClipboard } from "./page.js";

/* Copying. data-copy: the BibTeX file that the link leads to. data-copy-from: the text of an element. */
async function fetchText(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

function offerSelected(text, place) {
  const field = find(".copied", place) ?? document.createElement("textarea");
  field.className = "copied";
  field.readOnly = true;
  field.setAttribute("aria-label", "BibTeX");
  field.value = text;
  place.append(field);
  field.scrollIntoView({ block: "center" });
  field.select();
}

async function copy(text, select) {
  let plain;
  try {
    const copied = toClipboard(text);
    copied.catch(() => {});
    plain = await text;
    await copied;
    say("Copied");
  } catch {
    if (plain === undefined) return say("The citation did not load. Try again, or open the entry.");
    select(plain);
    say("Your browser blocked copying. The text is selected: press Ctrl C.");
  }
}

onClick("a[data-copy]", (link, event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  copy(fetchText(link.href), (text) => offerSelected(text, link.closest(".entry") ?? link.parentElement));
});
onClick("[data-copy-from]", (button) => {
  const source = find(button.dataset.copyFrom);
  if (source) copy(source.textContent.trim(), () => getSelection().selectAllChildren(source));
});

/* Tabs: without script they are links to the files, so the roles are added here. */
for (const list of findAll(".cite__tabs")) {
  const tabs = findAll("[data-panel]", list);
  const panels = tabs.map((tab) => document.getElementById(tab.dataset.panel));
  const show = (chosen) => tabs.forEach((tab, at) => {
    tab.setAttribute("aria-selected", String(at === chosen));
    tab.tabIndex = at === chosen ? 0 : -1;
    panels[at].hidden = at !== chosen;
  });
  if (!tabs.length || panels.includes(null)) continue;
  list.setAttribute("role", "tablist");
  tabs.forEach((tab, at) => {
    tab.id ||= `${tab.dataset.panel}-tab`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.dataset.panel);
    panels[at].setAttribute("role", "tabpanel");
    panels[at].setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => { event.preventDefault(); show(at); });
    tab.addEventListener("keydown", (event) => {
      const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1, " ": at }[event.key];
      if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const next = (target + tabs.length) % tabs.length;
      show(next);
      tabs[next].focus();
    });
  });
  show(0);
}
