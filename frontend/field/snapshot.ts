/** A snapshot as it lies in the store, and whether an answer changes it. */
import type { Answered, Row } from "./net";
import type { Snapshot } from "./rules/difference";

/** Whether an answer brings nothing new. */
export function isSame(before: Snapshot, { cursor, head }: Answered): boolean {
  return cursor === before.cursor && JSON.stringify(head) === JSON.stringify(before.head);
}

export type Packed = Omit<Snapshot, "rows"> & { rows: [string, Row[]][] };

/** A snapshot as plain JSON, and back. */
export function packed(snapshot: Snapshot): Packed {
  return {
    ...snapshot,
    rows: Object.entries(snapshot.rows).map(([name, rows]) => [name, [...rows.values()]]),
  };
}

export function unpacked(packed: Packed): Snapshot {
  const rows = packed.rows.map(([name, all]) => [name, new Map(all.map((row) => [row[0], row]))]);
  return { ...packed, rows: Object.fromEntries(rows) };
}
