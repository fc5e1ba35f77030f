// Selection, notes and backups: what is read from storage and files, which may hold anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { merge, printBackup, readBackup } from "../../docs/assets/js/shelf/backup.js";
import { keep } from "../../docs/assets/js/shelf/kept.js";
import { printNotes, readNotes, validNotes, withNote } from "../../docs/assets/js/shelf/notes.js";
import { printKeys, readKeys, withKeys, withoutKeys } from "../../docs/assets/js/shelf/selection.js";

const GARBAGE = [
  null, "", " ", "null", "undefined", "0", "1e999", "true", '"a1b"', "{", "[", "[[]]", "[null]", "[1,2]", '[{"a":1}]', "{}", '{"a":"b"}',
  '{"__proto__":{"note":"x"}}', '{"length":3}', "\u0000", "\ud800", "[".repeat(100_000), '["A1"]', '["a b"]', '["../x"]', '["<b>"]', '[""]',
];

// Selection

test("a selection is read back in the order of picking", () => {
  assert.deepEqual(readKeys('["c3","a1","b2"]'), ["c3", "a1", "b2"]);
  assert.equal(printKeys(["c3", "a1"]), '["c3","a1"]');
  assert.equal(printKeys([]), null);
});

for (const [number, text] of GARBAGE.entries()) {
  test(`garbage ${number} is an empty selection, no notes, no backup`, () => {
    assert.deepEqual(readKeys(text), []);
    assert.equal(readNotes(text).size, 0);
    assert.ok("problem" in readBackup(text ?? ""));
  });
}

test("of a damaged selection what is valid stays, each once, at most 5,000", () => {
  assert.deepEqual(readKeys('["a1",null,"B2","a1",["c3"],"d4\\n","e5","constructor"]'), ["a1", "e5", "constructor"]);
  const many = Array.from({ length: 6000 }, (_, at) => `k${at}`);
  assert.deepEqual(readKeys(JSON.stringify(many)), many.slice(0, 5000));
});

test("keys are added last and taken out anywhere", () => {
  assert.deepEqual(withKeys(["a1", "b2"], ["c3", "a1"]), ["a1", "b2", "c3"]);
  assert.deepEqual(withoutKeys(["a1", "b2", "c3"], ["b2", "x"]), ["a1", "c3"]);
});

// Notes

const AT = "2026-11-21T10:00:00.000Z";

test("a note is read back as it was written", () => {
  const notes = withNote(new Map(), "a1", { note: "Line\n\"two\" </script>", read: true, at: AT });
  assert.deepEqual(readNotes(printNotes(notes)), notes);
});

test("an entry may be called as a property of every object is", () => {
  const notes = withNote(new Map(), "constructor", { note: "x", read: false, at: AT });
  assert.deepEqual([...readNotes(printNotes(notes))], [["constructor", { note: "x", read: false, at: AT }]]);
  assert.equal(readNotes("{}").get("constructor"), undefined);
});

test("an empty note that is not read is removed, and with the last one the storage", () => {
  const one = withNote(new Map(), "a1", { note: "x", read: false, at: AT });
  assert.equal(printNotes(withNote(one, "a1", { note: " \n", read: false, at: AT })), null);
});

test("a note is cut at 10,000 characters; parts of the wrong type are left out", () => {
  const object = {
    a1: { note: "x".repeat(10_001), read: 1, at: 5 }, b2: { note: 7, read: true, at: "yesterday" },
    c3: null, d4: "text", e5: [], "F 6": { note: "x" }, g7: { note: "", read: false },
  };
  assert.deepEqual([...validNotes(object)], [
    ["a1", { note: "x".repeat(10_000), read: false, at: "" }],
    ["b2", { note: "", read: true, at: "" }],
  ]);
});

// Storage

const storage = (first = {}) => {
  const held = new Map(Object.entries(first));
  return {
    held, isFull: false,
    get(name) { return held.get(name) ?? null; },
    set(name, text) {
      if (this.isFull) return;
      if (text === null) held.delete(name);
      else held.set(name, text);
    },
  };
};
const keepKeys = (memory) => keep("s", readKeys, printKeys, memory);

test("what is changed is stored, and told to those who follow", () => {
  const memory = storage({ s: '["a1"]' });
  const kept = keepKeys(memory);
  const told = [];
  kept.follow((keys) => told.push(keys));
  assert.equal(kept.change((keys) => withKeys(keys, ["b2"])), true);
  assert.equal(memory.get("s"), '["a1","b2"]');
  assert.deepEqual(told, [["a1"], ["a1", "b2"]]);
});

test("a change is made on what another tab has stored meanwhile", () => {
  const memory = storage({ s: '["a1"]' });
  const kept = keepKeys(memory);
  memory.set("s", '["x9"]');
  kept.change((keys) => withKeys(keys, ["b2"]));
  assert.deepEqual(kept.value, ["x9", "b2"]);
});

test("where nothing can be stored a change lasts, and is stored as soon as that works", () => {
  const memory = storage({ s: '["a1"]' });
  const kept = keepKeys(memory);
  memory.isFull = true;
  assert.equal(kept.change((keys) => withKeys(keys, ["b2"])), false);
  assert.equal(kept.change((keys) => withKeys(keys, ["c3"])), false);
  assert.deepEqual([kept.value, kept.isKept, memory.get("s")], [["a1", "b2", "c3"], false, '["a1"]']);
  memory.isFull = false;
  memory.set("s", '["z8"]'); // by another tab
  assert.equal(kept.change((keys) => withKeys(keys, ["d4"])), true);
  assert.equal(memory.get("s"), '["z8","b2","c3","d4"]');
});

// Backup

const HERE = { keys: ["a1", "b2"], notes: new Map([["a1", { note: "mine", read: false, at: "2026-11-20T10:00:00.000Z" }]]) };

test("a backup is read back as it was made", () => {
  const text = printBackup(HERE.keys, HERE.notes, "https://bees.example/lit/", AT);
  assert.deepEqual(readBackup(text), { ...HERE, left: 0 });
});

test("restoring into an empty browser gives what there was", () => {
  const { keys, notes, report } = merge({ keys: [], notes: new Map() }, { ...HERE, left: 0 });
  assert.deepEqual({ keys, notes }, HERE);
  assert.equal(report, "Restored 2 selected entries and 1 note.");
});

test("restoring again changes nothing", () => {
  const { keys, notes, report } = merge(HERE, { ...HERE, left: 0 });
  assert.deepEqual({ keys, notes }, HERE);
  assert.equal(report, "Restored nothing: all of it is here already.");
});

test("of two notes of an entry the newer one stays, whichever side it is on", () => {
  const brought = new Map([
    ["a1", { note: "newer", read: true, at: AT }],
    ["c3", { note: "new", read: false, at: AT }],
  ]);
  const merged = merge(HERE, { keys: ["c3", "a1"], notes: brought, left: 0 });
  assert.deepEqual(merged.keys, ["a1", "b2", "c3"]);
  assert.deepEqual(merged.notes, brought);
  assert.equal(merged.report, "Restored 1 selected entry and 2 notes. 1 note replaced an older one.");
  const other = merge({ keys: [], notes: brought }, { ...HERE, left: 0 });
  assert.deepEqual(other.notes, brought);
  assert.equal(other.report, "Restored 2 selected entries and 0 notes. 1 note here is newer and stayed.");
});

test("what is not valid in a backup is left out and counted", () => {
  const text = JSON.stringify({
    version: 1, selection: ["a1", "NO", 5, "a1", "b2"],
    notes: { a1: { note: "x", read: false, at: AT }, "no key": { note: "y" }, c3: 4, d4: null },
  });
  const brought = readBackup(text);
  assert.deepEqual(brought.keys, ["a1", "b2"]);
  assert.deepEqual([...brought.notes.keys()], ["a1"]);
  assert.equal(merge({ keys: [], notes: new Map() }, brought).report,
    "Restored 2 selected entries and 1 note. Left out 6 parts of the file that are not valid.");
});

test("a file of another version, or of something else, is named as such", () => {
  assert.deepEqual(readBackup('{"version":2,"selection":["a1"]}'), { problem: "This file is no backup of this version of the site." });
  assert.deepEqual(readBackup("@misc{a1,\n}"), { problem: "This file is no backup: it is not what Backup writes." });
});

test("a selection that would be too large is cut, and that is said", () => {
  const keys = Array.from({ length: 4999 }, (_, at) => `k${at}`);
  const merged = merge({ keys, notes: new Map() }, { keys: ["a1", "b2", "c3"], notes: new Map(), left: 0 });
  assert.equal(merged.keys.length, 5000);
  assert.equal(merged.report, "Restored 1 selected entry and 0 notes. Left out 2 entries: a selection holds 5,000.");
});
