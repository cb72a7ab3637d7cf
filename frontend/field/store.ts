/** What the phone keeps, in IndexedDB. Whatever says something about a person lies sealed; numbers and states lie open. */
import Dexie, { type EntityTable, type Table } from "dexie";
import type { Shelf } from "./net";

/** Sealed bytes with the number used once that opens them. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** This phone, once it is enrolled. Its key can be used by this app on this phone and never be read out. */
export interface Phone {
  id: "this";
  key: CryptoKey;
}

/** One person who works with this phone, under a PIN of their own. */
export interface Holder {
  /** The server's number of the person. */
  id: number;
  name: string;
  /** What lets the phone send this person's acts and nothing else, sealed by the phone: a forgotten PIN holds up none. */
  upload: Sealed;
  /** What lets the phone read for this person, sealed by the data key. Gone, with the lock, when the work here is over. */
  token?: Sealed;
  /** The data key, sealed by the PIN and then by the phone. */
  lock?: Lock;
  shelves: Shelf[];
  /** The key of the place the phone was enrolled for. */
  area: number;
  wrongPins: number;
  /** The server does not know the phone's key any more: it keeps everything, and asks to sign in. */
  asks: boolean;
  /** Why nothing is shown any more. What is unsent is sent all the same. */
  ended?: "revoked" | "signed_out" | "pins";
}

export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  key: Sealed;
}

export type ItemState = "waiting" | "refused" | "kept";

/** One act on its way. It is sealed by the phone, not by the PIN: a forgotten PIN holds up nothing. */
export interface Item {
  /** The order in which things happened on this phone. */
  n: number;
  id: string;
  by: number;
  kind: string;
  /** When it happened, in milliseconds by this phone's own clock. */
  at: number;
  /** How far that clock was off, in seconds; null while nobody knew. Fixed before the act is first sent. */
  off: number | null;
  act: Sealed;
  state: ItemState;
  /** A part of something larger that is not counted by itself. */
  quiet?: boolean;
  /** Why the server did not write it, in its own words. */
  why?: string;
  code?: string;
}

/** What a post needs to work without a network, sealed by its holder's data key. */
export interface Kept {
  by: number;
  shelf: string;
  savedAt: number;
  data: Sealed;
}

export interface Setting {
  key: string;
  value: unknown;
}

export interface Store extends Dexie {
  phones: EntityTable<Phone, "id">;
  holders: EntityTable<Holder, "id">;
  outbox: EntityTable<Item, "n">;
  snapshots: Table<Kept, [number, string]>;
  settings: EntityTable<Setting, "key">;
}

/** Opens the phone's store; a name of its own for each test. */
export function openStore(name = "fangxian"): Store {
  const store = new Dexie(name) as Store;
  store.version(1).stores({
    phones: "id",
    holders: "id",
    outbox: "++n, &id, [by+state], state",
    snapshots: "[by+shelf], by",
    settings: "key",
  });
  return store;
}

/** Asks the browser not to throw the store away when space runs short. It may say no: the outbox is drained all the same. */
export async function keepStore(): Promise<boolean> {
  return navigator.storage?.persist?.().catch(() => false) ?? false;
}

/** Whether a write failed because the phone is full. */
export function isFull(wrong: unknown): boolean {
  const names = wrong instanceof Error ? [wrong.name, (wrong as { inner?: Error }).inner?.name ?? ""] : [];
  return names.some((name) => name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED");
}
