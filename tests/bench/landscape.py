"""The map of all entries: how good it is, how still it lies, what it costs, how quick it is.

Usage: landscape.py [N ...]     (made libraries of these sizes, 2400 unless told, and the real one)
       landscape.py --draw      (the page with 10,000 points in a Chromium, $CHROME)

Quality: of an entry's five related entries, the share that is among its 15 nearest points. Beside
it stand chance, the two first principal components of words, terms and authors, and islands with
the terms alone. Stillness: how far the others move, as a share of the width of the map, when
entries are added: the next day, on the last day that has entries, and where the number of founders
changes.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from corpus import made_entries  # noqa: E402

from literature import landscape, related  # noqa: E402
from literature.catalogue import Catalogue, read_catalogue  # noqa: E402
from literature.islands import WIDTH  # noqa: E402
from literature.landscape import Landscape, lay_out, step_of  # noqa: E402
from literature.model import Entry  # noqa: E402
from literature.taxonomy import Taxonomy  # noqa: E402

NEAREST = 15
RUNS = 5
Own = Mapping[str, related.Own]


def main(arguments: Sequence[str]) -> None:
    catalogue, problems = read_catalogue(ROOT / "entries")
    if problems:
        raise SystemExit("the entries have problems; run make check first")
    if "--draw" in arguments:
        return draw()
    report("the real library", catalogue)
    for size in map(int, arguments or ["2400"]):
        made = Catalogue.of(made_entries(catalogue.entries, size), catalogue.taxonomy)
        report("a made library", made)
    return None


def report(name: str, catalogue: Catalogue) -> None:
    own = own_of(catalogue.entries, catalogue.taxonomy)
    cost(name, catalogue, own)
    quality(catalogue, own)
    stillness(catalogue)


def own_of(entries: Iterable[Entry], taxonomy: Taxonomy) -> Own:
    return {entry.key: related.evidence_of(entry, taxonomy) for entry in entries}


def cost(name: str, catalogue: Catalogue, own: Own) -> None:
    begun = time.process_time()
    known = lay_out(catalogue, own)
    cold = time.process_time() - begun
    begun = time.process_time()
    lay_out(catalogue, own, known)
    warm = time.process_time() - begun
    print(f"\n{name}, {len(own):,} entries: {cold:.2f} s CPU, {warm:.2f} s when nothing changed")


# Quality


def quality(catalogue: Catalogue, own: Own) -> None:
    keys = [entry.key for entry in catalogue.entries]
    lists = related.find_related(catalogue, own).lists
    wanted = [(key, [it.key for it in lists[key]]) for key in keys]
    with patch.object(landscape, "PULL", 0):
        by_terms = lay_out(catalogue, own)
    dice = random.Random(5)
    maps = {
        "the map": lay_out(catalogue, own).places,
        "islands, terms alone": by_terms.places,
        "two components": components(keys, own),
        "chance": {key: (dice.random(), dice.random()) for key in keys},
    }
    home = {entry.key: entry.categories[:1] for entry in catalogue.entries}
    at_home = [home[key] == home[other] for key, others in wanted for other in others]
    print(f"  related entries on the same island: {np.mean(at_home):.0%}; on the map among the "
          f"{NEAREST} nearest:")  # fmt: skip
    for name, places in maps.items():
        print(f"    {name:24}{found(keys, places, wanted):>6.1%}")


def components(keys: Sequence[str], own: Own) -> Mapping[str, tuple[float, float]]:
    """The first two principal components of the vectors that related entries are found by."""
    counts = [related.counts_of(own[key]) for key in keys]
    holders: dict[str, int] = {}
    for each in counts:
        for feature in each:
            holders[feature] = holders.get(feature, 0) + 1
    weights = {name: related.weight_of(name, n, len(keys)) for name, n in holders.items()}
    vectors = [related.vector_of(each, weights) for each in counts]
    columns = {name: number for number, name in enumerate(n for n in holders if holders[n] > 1)}
    table = np.zeros((len(keys), len(columns)), np.float32)
    for row, vector in zip(table, vectors, strict=True):
        for name, weight in vector.items():
            if name in columns:
                row[columns[name]] = weight
    table -= table.mean(0)
    left, sizes, _ = np.linalg.svd(table @ table.T)
    places = left[:, :2] * np.sqrt(sizes[:2])
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, places, strict=True)}


def found(
    keys: Sequence[str],
    places: Mapping[str, tuple[float, float]],
    wanted: Sequence[tuple[str, list[str]]],
) -> float:
    points = np.array([places[key] for key in keys], float)
    at = {key: number for number, key in enumerate(keys)}
    hits = total = 0
    for key, others in wanted:
        far = ((points - points[at[key]]) ** 2).sum(1)
        far[at[key]] = np.inf
        near = set(np.argpartition(far, NEAREST)[:NEAREST].tolist())
        hits += sum(at[other] in near for other in others)
        total += len(others)
    return hits / total


# Stillness


def stillness(catalogue: Catalogue) -> None:
    entries, taxonomy = catalogue.entries, catalogue.taxonomy
    last = max(entry.added for entry in entries)
    dice = random.Random(1)
    print("  when entries are added, the others move (share of the width):")
    for count in (1, 10):
        for name, day in (("the next day", last + timedelta(days=1)), ("on the last day", last)):
            shifts = []
            for _ in range(RUNS):
                chosen = {entry.key for entry in dice.sample(entries, count)}
                old = [entry for entry in entries if entry.key not in chosen]
                new = [replace(entry, added=day) for entry in entries if entry.key in chosen]
                shifts.append(moved(map_of(old, taxonomy), map_of([*old, *new], taxonomy)))
            show(f"{count} of them, {name}", np.concatenate(shifts))
    order = sorted(entries, key=landscape._by_addition)
    step = step_of(len(order))
    if step <= landscape.MOST_FOUNDERS:
        before, after = map_of(order[: step - 1], taxonomy), map_of(order[:step], taxonomy)
        show(f"the {step}th, with more founders", moved(before, after))


def map_of(entries: Sequence[Entry], taxonomy: Taxonomy) -> Landscape:
    return lay_out(Catalogue.of(entries, taxonomy), own_of(entries, taxonomy))


def moved(before: Landscape, after: Landscape) -> np.ndarray:
    pairs = [(before.places[key], after.places[key]) for key in before.places]
    return np.array([np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairs]) / WIDTH


def show(name: str, shifts: np.ndarray) -> None:
    median, most = np.median(shifts), np.percentile(shifts, 95)
    print(f"    {name:32} median {median:.2%}, 95 % under {most:.2%}, "
          f"{np.mean(shifts > 0):.0%} move at all")  # fmt: skip


# Drawing

MEASURE = """async () => {
    const frame = document.querySelector("[data-frame]");
    const box = frame.getBoundingClientRect();
    const send = (type, x, y, buttons) => frame.dispatchEvent(new PointerEvent(type, {
        pointerId: 1, clientX: x, clientY: y, button: 0, buttons, bubbles: true}));
    frame.setPointerCapture = () => {};
    const drawing = [];
    const later = requestAnimationFrame;
    globalThis.requestAnimationFrame = (act) => later((now) => {
        const begun = performance.now();
        act(now);
        drawing.push(performance.now() - begun);
    });
    const pan = async (seconds) => {
        const times = [];
        let [x, y, begun, last] = [box.x + 600, box.y + 300, performance.now(), performance.now()];
        send("pointerdown", x, y, 1);
        while (performance.now() - begun < seconds * 1000) {
            x += 14 * Math.sign(Math.sin((performance.now() - begun) / 400));
            y += Math.sign(x - 600);
            send("pointermove", x, y, 1);
            await new Promise((go) => later(go));
            times.push(performance.now() - last);
            last = performance.now();
        }
        send("pointercancel", x, y, 0);
        times.sort((a, b) => a - b);
        drawing.sort((a, b) => a - b);
        const slow = times[Math.floor(times.length * 0.95)];
        const draw = drawing[Math.floor(drawing.length / 2)] ?? 0;
        drawing.length = 0;
        return {frames: times.length / seconds, slow, draw};
    };
    const closer = document.querySelector("[data-zoom=in]");
    closer.click();
    const all = await pan(3);
    closer.click(); closer.click(); closer.click();
    const some = await pan(3);
    return {"nearly all points": all, "some of them": some};
}"""
FIRST = """() => new Promise((resolve) => {
    const look = () => document.querySelector("[data-frame].is-drawn canvas")
        ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look);
    look();
})"""


def draw() -> None:
    """Opens the page with 10,000 points; a whole site is built for it."""
    from conftest import build
    from sites import copy_engine, write_entries

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder) / "ours"
        copy_engine(root)
        write_entries(root / "entries", 10_000)
        measure_drawing(build(root))


def measure_drawing(site: Path) -> None:
    """How soon the map of a built site is drawn, and how many pictures a second panning has."""
    from conftest import CHROMIUM_FLAGS, chromium_path
    from playwright.sync_api import sync_playwright
    from slowline import Line, Server, Site

    page_size = (site / "landscape" / "index.html").stat().st_size
    file_size = (site / "data" / "landscape.json").stat().st_size
    print(f"page {page_size / 1000:.0f} KB, landscape.json {file_size / 1000:.0f} KB, "
          f"load {os.getloadavg()[0]:.1f}")  # fmt: skip
    flags = list(CHROMIUM_FLAGS)
    with sync_playwright() as playwright, Server(Site(site), Line()) as server:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        for width, height in ((1280, 900), (360, 800)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{server.url}landscape/", wait_until="commit")
            drawn = page.evaluate(FIRST)
            page.locator("[data-list] a").first.wait_for()
            print(f"{width} px: drawn {drawn:.0f} ms after the page was asked for")
            for name, found in page.evaluate(MEASURE).items():
                rate, slow, each = (found[it] for it in ("frames", "slow", "draw"))
                print(f"  panning {name}: {rate:.0f} a second, 95 % of them within {slow:.0f} ms, "
                      f"drawing takes {each:.1f} ms")  # fmt: skip
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
