/** The gates of a shelf and the one this phone stands at. */
import { type ComputedRef, computed, ref } from "vue";
import type { Shelf } from "./net";
import { type Phone, shelfKey } from "./phone";

export interface Gate {
  id: number;
  name: string;
  kind: string;
  open: boolean;
}

export interface AtGate {
  head: ComputedRef<Record<string, unknown>>;
  all: ComputedRef<Gate[]>;
  chosen: ComputedRef<Gate | null>;
  choose(gate: Gate | null): void;
}

/** The only open gate is the one; of several the phone remembers which. */
export function gateOf(phone: Phone, shelf: Shelf): AtGate {
  const kept = `field-gate:${shelf.area}`;
  const picked = ref(Number(localStorage.getItem(kept)) || 0);
  const head = computed(() => phone.snapshots.get(shelfKey(shelf))?.head ?? {});
  const all = computed(() => (head.value.gates as Gate[] | undefined) ?? []);
  const chosen = computed(() => {
    const open = all.value.filter((each) => each.open);
    return (
      all.value.find((each) => each.id === picked.value) ?? (open.length === 1 ? (open[0] ?? null) : null)
    );
  });
  return {
    head,
    all,
    chosen,
    choose(gate) {
      picked.value = gate?.id ?? 0;
      localStorage.setItem(kept, String(picked.value));
    },
  };
}
