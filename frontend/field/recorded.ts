/** What this phone recorded and its lists do not know yet: what is shown is always what was last done. */
import { reactive, watch } from "vue";
import type { Shelf } from "./net";
import type { Sent } from "./outbox";
import { type Phone, shelfKey } from "./phone";

export interface Recorded {
  act: Sent;
  /** Epoch seconds by the server's clock. */
  at: number;
}

export interface Book {
  acts: Recorded[];
  record(kind: string, says: object): Promise<Recorded>;
}

/** The acts of these kinds that wait, and those of this session until a newer list has come after their answer. */
export function bookOf(phone: Phone, shelf: Shelf, kinds: readonly string[]): Book {
  const acts: Recorded[] = reactive([]);
  void remember();
  watch(
    () => phone.snapshots.get(shelfKey(shelf)),
    () => acts.splice(0, acts.length, ...acts.filter(({ act }) => !phone.fates.has(act.id))),
  );

  async function remember(): Promise<void> {
    const me = phone.state.me?.id ?? -1;
    const waiting = await phone.store.outbox.where("[by+state]").equals([me, "waiting"]).toArray();
    for (const item of waiting.filter(({ kind }) => kinds.includes(kind)))
      acts.push({ act: await phone.outbox.read(item), at: Math.floor(item.at / 1000) + (item.off ?? 0) });
  }

  return {
    acts,
    async record(kind, says) {
      const at = Math.floor(phone.clock.now() / 1000);
      const id = await phone.record(kind, says);
      const made = { act: { ...says, kind, id, happened_at: "" }, at };
      acts.push(made);
      return made;
    },
  };
}
