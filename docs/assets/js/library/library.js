/** The page of the library: its parts, and what a reader can do with them. */
import { make, makeButton } from "../finder/make.js";
import { find } from "../page.js";
import { Chips } from "./chips.js";
import { guardDrawer, isWide } from "./drawer.js";
import { listenToKeys, showKeys } from "./keys.js";
import { copyAddress } from "./link.js";
import * as moves from "./moves.js";
import { Rail } from "./rail.js";
import { termOfLink } from "./row.js";
import { Toolbar } from "./toolbar.js";
import { View } from "./view.js";
import { filterWords, turnedWords } from "./words.js";

/** @param {HTMLElement} library */
function start(library) {
  const drawer = find("#facets", library);
  const chipsPlace = find("[data-chips]", library);
  const rows = find("[data-rows]", library);
  const search = (text) => view.go((state) => ({ ...state, text }));
  const rail = new Rail(drawer, { change: (move, words) => view.go(move, words), search });
  const toolbar = new Toolbar(library, {
    type: (text) => view.type(text),
    submit: (text) => view.type(text, true),
    sort: (sort) => view.go((state) => ({ ...state, sort: sort === moves.sortOf({ ...state, sort: "" }) ? "" : sort })),
    view: (look) => view.look(look),
  });
  const chips = new Chips(chipsPlace, {
    remove: (filter, words) => view.go((state) => moves.without(state, filter), turnedWords(words, "")),
    add: (term) => view.go((state) => moves.withTerm(state, term.facetId, term.termId, "any")),
    clear: () => view.go(moves.cleared),
    copy: () => {
      view.type(toolbar.field.value);
      view.address.settle();
      copyAddress(chipsPlace);
    },
    labelOf: (filter) => rail.labelOf(filter),
    rest: () => toolbar.count,
  }, library.dataset.fedFacets?.split(" "));
  const view = new View(library, { rail, toolbar, chips });
  followTerms(rows, view, chips, rail);
  guardDrawer(drawer, toolbar.filters);
  listenToKeys({ rows, filters: () => openFilters(drawer, rail) });
  rail.form.append(make("p.facets__keys", {}, makeButton("Keys", showKeys), " ", make("kbd", {}, "?")));
  view.start();
}

/** A term in a row narrows the list; asked for already, or in a new tab, its link leads to its page. */
function followTerms(rows, view, chips, rail) {
  rows.addEventListener("click", (event) => {
    const term = termOfLink(event.target.closest?.("a"));
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { facetId, termId } = term;
    if (moves.standingOf(view.state?.facets[facetId], termId) === "any") return;
    event.preventDefault();
    view.go((state) => moves.withTerm(state, facetId, termId, "any"));
    chips.focus(filterWords({ type: "term", facetId, termId, isNot: false }, (filter) => rail.labelOf(filter)));
  });
}

function openFilters(drawer, rail) {
  if (!isWide() && drawer.showPopover && !drawer.matches(":popover-open")) drawer.showPopover();
  rail.first.focus();
}

const library = find("[data-library]");
if (library) start(library);
