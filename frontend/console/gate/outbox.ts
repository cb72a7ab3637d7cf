/** What was recorded and not yet answered: kept in this window only, sent until it is answered, then erased. */

export interface Letter {
  /** The act's own number: however often the letter is sent, it is written once. */
  id: string;
  to: string;
  /** Whose act it is: nothing is ever sent in another person's name. */
  by: string;
  name: string;
  /** When it was recorded, in milliseconds by the server's clock. */
  at: number;
  fields: [string, string][];
  /** The letter that must be answered before this one. */
  after?: string;
  /** Why the server did not write it; it then waits for a person. */
  refused?: string;
}

/** What became of a letter: written (with the page's answer), refused, a shut door, a fault there, or nobody answered. */
export type Fate =
  | { kind: "written"; html: string }
  | { kind: "refused"; sentence: string }
  | { kind: "shut" }
  | { kind: "failed" }
  | { kind: "away" };

export interface Outbox {
  letters(): readonly Letter[];
  add(letter: Letter): void;
  drop(id: string): void;
  send(): Promise<void>;
}

interface Parts {
  storage: Storage;
  by: string;
  post(letter: Letter): Promise<Fate>;
  heard(letter: Letter, fate: Fate): void;
}

const drawer = "gate-outbox";
const firstWait = 1_000;
const longestWait = 30_000;

/** An outbox with what the window still keeps. */
export function outboxOf({ storage, by, post, heard }: Parts): Outbox {
  let letters = kept(storage);
  let wait = firstWait;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  const keep = (changed: Letter[]): void => {
    letters = changed;
    keepIn(storage, letters);
  };
  const next = (tried: ReadonlySet<string>): Letter | undefined =>
    letters.find(
      (each) => each.by === by && !each.refused && !tried.has(each.id) && !waitsFor(each, letters),
    );

  /** Tries every letter once, in order; whether some must be tried again later. */
  async function round(): Promise<boolean> {
    const tried = new Set<string>();
    let again = false;
    for (let letter = next(tried); letter; letter = next(tried)) {
      tried.add(letter.id);
      const fate = await post(letter);
      if (fate.kind === "written") keep(without(letters, letter.id));
      if (fate.kind === "refused") keep(letters.map((each) => marked(each, letter?.id, fate.sentence)));
      heard(letter, fate);
      if (fate.kind === "shut") return false;
      if (fate.kind === "away") return true;
      again ||= fate.kind === "failed";
    }
    return again;
  }

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    const again = await round().finally(() => {
      sending = false;
    });
    if (again) timer = setTimeout(() => void send(), wait);
    wait = again ? Math.min(wait * 2, longestWait) : firstWait;
  }

  return {
    letters: () => letters,
    add(letter) {
      keep([...letters, letter]);
      void send();
    },
    drop: (id) => keep(without(letters, id).filter((each) => each.after !== id)),
    send,
  };
}

function without(letters: readonly Letter[], id: string): Letter[] {
  return letters.filter((each) => each.id !== id);
}

/** A slip cannot be taken back before the passage itself is written. */
function waitsFor(letter: Letter, letters: readonly Letter[]): boolean {
  return letters.some((each) => each.id === letter.after);
}

function marked(letter: Letter, id: string | undefined, sentence: string): Letter {
  return letter.id === id ? { ...letter, refused: sentence || "?" } : letter;
}

function kept(storage: Storage): Letter[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(drawer) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** A window without storage still sends what it has; only a reload would lose it. */
function keepIn(storage: Storage, letters: readonly Letter[]): void {
  try {
    if (letters.length === 0) storage.removeItem(drawer);
    else storage.setItem(drawer, JSON.stringify(letters));
  } catch {
    // Nothing to do: the letters are in memory.
  }
}
