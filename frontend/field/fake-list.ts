/** A gate's list for tests and benchmarks: so many people, in homes of three, made up. */
import type { Answered, Row } from "./net";

const surnames = [..."李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const given = ["秀英", "伟", "芳", "建国", "桂兰", "强", "军", "玉兰", "磊", "静"];

export function listOf(people: number, more: Partial<Answered> = {}): Answered {
  const homes = Math.ceil(people / 3);
  const rows = <T extends Row>(count: number, make: (n: number) => T): T[] =>
    Array.from({ length: count }, (_row, n) => make(n + 1));
  return {
    now: new Date().toISOString(),
    kind: "gate",
    area: "371103150201",
    cursor: "c.1",
    whole: true,
    head: {
      place: { id: 1, code: "371103150201", name: "竹村" },
      closed: true,
      gates: [{ id: 3, name: "村口", kind: "village", open: true }],
      rules: {
        fever_c: "37.3",
        trip_every_s: 172_800,
        persons_per_trip: 1,
        emergency_kinds: ["ambulance"],
        animal_exceptions: [],
        take_back_s: 60,
        clock_ahead_s: 300,
      },
      counts: { inside: people, visitors: 0 },
      shift: {},
    },
    tables: {
      buildings: {
        columns: ["id", "zone", "number"],
        rows: rows(Math.ceil(homes / 60), (n) => [n, "", String(n)]),
      },
      homes: {
        columns: ["id", "building", "unit", "room", "ordinal", "stay"],
        rows: rows(homes, (n) => [n, Math.ceil(n / 60), String((n % 4) + 1), String(100 + (n % 15)), 1, 0]),
      },
      people: {
        columns: ["id", "home", "name", "initials"],
        rows: rows(people, (n) => [n, Math.ceil(n / 3), `${surnames[n % 20]}${given[n % 10]}`, "lx"]),
      },
      plates: {
        columns: ["plate", "home"],
        rows: rows(Math.ceil(homes / 2), (n) => [`鲁L${10_000 + n}`, n * 2]),
      },
      permits: {
        columns: [
          "id",
          "code",
          "kind",
          "resident",
          "home",
          "plate",
          "bearer",
          "purpose",
          "since",
          "until",
          "persons",
          "lifts",
          "gates",
          "away",
        ],
        rows: [["p1", "ABCDEF", "person", 0, 2, "", "", "shopping", 0, 4_000_000_000, 1, 0, [], 0]],
      },
      trips: { columns: ["home", "at"], rows: [] },
      outside: { columns: ["resident", "at"], rows: [[9, 1]] },
    },
    gone: {},
    ...more,
  };
}
