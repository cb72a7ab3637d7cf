import { expect, test } from "vitest";
import { listOf } from "./fake-list";
import { GateList, type Seen } from "./gate-list";
import { applied } from "./rules/difference";
import { verdict } from "./rules/verdict";

const list = new GateList(applied(null, listOf(300)));
const out: Seen = { way: "out", temperature: null, persons: 1, emergency: "", gate: 3 };
const now = 1_800_000_000;

test.each([
  ["李", true],
  ["李伟", false],
  ["lx", true],
  [" 李 ", true],
  ["欧阳", false],
])("“%s” finds somebody: %s", (typed, finds) => {
  expect(list.named(typed).length > 0).toBe(finds);
});

test.each(["1-2-101", "1#2#101", "１－２－１０１", "01-2-101"])(
  "“%s” is house 1, unit 2, room 101",
  (typed) => {
    const found = list.at(typed);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((who) => who.home?.label))).toEqual(new Set(["1-2-101"]));
  },
);

test("a plate is found by its tail, and a whole one nobody knows is a stranger's", () => {
  expect(list.plated("10001").map((who) => who.plate)).toEqual(["鲁L10001"]);
  expect(list.plated("鲁B99999")).toEqual([]);
  expect(list.vehicle("鲁B99999").home).toBeNull();
});

test("somebody who is out comes in, everybody else goes out", () => {
  const [nine] = list.at("1").filter((who) => who.resident === 9);
  if (!nine) throw new Error("nobody");
  expect(list.isOutside(nine, [])).toBe(true);
  const back = {
    id: "x",
    at: now,
    way: "in" as const,
    resident: 9,
    home: 3,
    permit: "",
    purpose: "",
    persons: 1,
  };
  expect(list.isOutside(nine, [back])).toBe(false);
});

test("whoever shows a household's pass goes out, and comes in when somebody of theirs is out on it", () => {
  const who = list.permitted({ code: "ABCDEF" });
  if (!who) throw new Error("nobody");
  expect(who.resident).toBeNull();
  expect(list.isInside(who, [])).toBe(true);
  const gone = list.trace({ id: "x", way: "out", resident: 4, authorisation: "p1", persons: 1 }, now);
  expect(list.isInside(who, [gone])).toBe(false);
  const back = list.trace({ id: "y", way: "in", resident: 4, authorisation: "p1", persons: 1 }, now + 60);
  expect(list.isInside(who, [gone, back])).toBe(true);
  expect(list.isInside(list.vehicle("鲁B99999"), [])).toBe(false);
});

test("a household's second trip counts although the list does not know the first: the phone remembers it", () => {
  const who = list.permitted({ code: "ABCDEF" });
  if (!who) throw new Error("nobody");
  const rule = (recent: Parameters<GateList["standing"]>[3]) =>
    verdict(list.standing(who, out, now, recent), now, list.rules);
  expect(rule([])).toMatchObject({ ruling: "allowed", permit: "p1" });
  const trace = list.trace(
    { id: "x", way: "out", resident: 4, authorisation: "p1", persons: 1 },
    now - 3_600,
  );
  expect(trace).toMatchObject({ home: 2, purpose: "shopping" });
  expect(rule([trace])).toMatchObject({ ruling: "denied", reasons: ["trip_too_soon"] });
});

const carriers: [plate: string, resident: number, home: number][] = [
  ["鲁L10001", 0, 0],
  ["鲁L10001", 4, 2],
  ["", 4, 2],
  ["", 0, 2],
  ["", 0, 0],
];
const answer = listOf(30);
const permits = answer.tables.permits;
if (permits)
  permits.rows = ["person", "vehicle"].flatMap((kind) =>
    carriers.map(([plate, resident, home], n) => [
      `${kind}${n}`,
      "",
      kind,
      resident,
      home,
      plate,
      "",
      "",
      0,
      0,
      1,
      0,
      [],
      0,
    ]),
  );
const crowded = new GateList(applied(null, answer));

test.each([
  ["a person of the household", () => crowded.named("陈")[0], ["person2", "person3"]],
  ["another of the household", () => crowded.named("杨")[0], ["person3"]],
  ["a stranger", () => ({ ...crowded.vehicle(""), kind: "person" as const }), []],
  ["the vehicle", () => crowded.vehicle("鲁L10001"), ["vehicle0", "vehicle1", "vehicle3"]],
  ["a vehicle nobody knows", () => crowded.vehicle("鲁B99999"), []],
])("a permit is for its plate, its person or its household, in that order: %s", (_who, find, held) => {
  const who = find();
  if (!who) throw new Error("nobody");
  expect(
    crowded
      .standing(who, out, now, [])
      .permits.map((each) => each.id)
      .sort(),
  ).toEqual(held);
});

test("a visitor is found by name and by the house, passes both ways, and opens nothing for the household", () => {
  const answer = listOf(30);
  const known = answer.tables.permits;
  if (!known) throw new Error("no permits");
  known.columns = [...known.columns, "visits"];
  known.rows = [["v7", "", "person", null, null, "", "接生员", "birth", 0, 4_000_000_000, 0, 0, [], 0, 2]];
  const told = new GateList(applied(null, answer));
  const label = told.named("王")[0]?.home?.label;
  const [she] = told.named("接生");
  if (!she) throw new Error("nobody");
  expect(she).toMatchObject({ name: "接生员", resident: null, home: null, visits: { id: 2 } });
  expect(label).toBeTruthy();
  expect(told.at(she.visits?.label ?? "")[0]?.name).toBe("接生员");
  for (const way of ["in", "out"] as const)
    expect(verdict(told.standing(she, { ...out, way }, now, []), now, told.rules)).toMatchObject({
      ruling: "allowed",
      permit: "v7",
    });
  known.rows = ["阿依古丽·买买提", ...Array<string>(9).fill("欧阳某")].map((name, n) => [
    `v${n}`,
    "",
    "person",
    null,
    null,
    "",
    name,
    "birth",
    0,
    4_000_000_000,
    1,
    0,
    [],
    0,
    2,
  ]);
  const many = new GateList(applied(null, answer));
  expect(many.named("阿依古丽 买")[0]?.name).toBe("阿依古丽·买买提");
  expect(many.named("欧阳").filter((who) => who.visits).length).toBe(4);
  const housemate = told.at(she.visits?.label ?? "").find((who) => who.resident !== null);
  if (!housemate) throw new Error("nobody");
  expect(told.standing(housemate, out, now, []).permits).toEqual([]);
});

test("columns that come later in life change nothing", () => {
  const answer = listOf(30);
  const people = answer.tables.people;
  if (!people) throw new Error("no people");
  people.columns = ["id", "later", "name", "home", "initials"];
  people.rows = people.rows.map(([id, home, name, initials]) => [id, "?", name, home, initials]);
  expect(new GateList(applied(null, answer)).named("王")[0]?.home?.label).toBeTruthy();
});

test("a difference takes rows out and puts rows in", () => {
  const before = applied(null, listOf(30));
  const after = applied(before, {
    ...listOf(0),
    whole: false,
    cursor: "c.2",
    tables: { people: { columns: ["id", "home", "name", "initials"], rows: [[1, 1, "新人", "xr"]] } },
    gone: { people: [2, 3] },
  });
  expect(after.cursor).toBe("c.2");
  expect([...(after.rows.people?.keys() ?? [])].slice(0, 3)).toEqual([1, 4, 5]);
  expect(after.rows.people?.get(1)).toEqual([1, 1, "新人", "xr"]);
  expect(before.rows.people?.size).toBe(30);
});
