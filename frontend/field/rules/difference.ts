/** Applying a snapshot's answer to what the phone holds. The first column of every table is its key. */
import type { Answered, Row } from "../net";

export type Key = string | number;

export interface Tables {
  columns: Record<string, string[]>;
  rows: Record<string, Map<Key, Row>>;
}

export interface Snapshot extends Tables {
  cursor: string;
  head: Record<string, unknown>;
}

/** The snapshot after an answer. A whole one throws away everything before; a row takes the place of its key's row. */
export function applied(before: Snapshot | null, answer: Answered): Snapshot {
  const base = answer.whole ? null : before;
  const columns = { ...base?.columns };
  const rows = { ...base?.rows };
  for (const [name, table] of Object.entries(answer.tables)) {
    columns[name] = table.columns;
    rows[name] = new Map(rows[name]);
    for (const row of table.rows) rows[name].set(row[0], row);
  }
  for (const [name, keys] of Object.entries(answer.gone)) {
    rows[name] = new Map(rows[name]);
    for (const key of keys) rows[name].delete(key);
  }
  return { cursor: answer.cursor, head: answer.head, columns, rows };
}
