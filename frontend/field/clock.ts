/** The server's clock on a phone whose own may be wrong by a day. */

export interface Clock {
  /** The server's time, as well as it is known; milliseconds. */
  now(): number;
  /** How far this phone's clock is off, server minus phone, in whole seconds; null before the first answer. */
  off(): number | null;
  /** Learns from an answer: what the server said, and when it was asked and answered by this phone. */
  hear(server: number, asked: number, answered: number): void;
}

/** A clock that begins with what an earlier one learned. `tell` is called with each new finding, to be kept. */
export function clockFrom(known: number | null, tell: (ahead: number) => void, wall = Date.now): Clock {
  let ahead = known;
  let steady = startSteady(wall);

  /** Somebody set the phone's clock back while the app was open: what was learned moves with it. */
  function followJump(): void {
    const jump = steady.jumpBack();
    if (jump === 0 || ahead === null) return;
    steady = startSteady(wall);
    ahead += jump;
    tell(ahead);
  }

  return {
    now() {
      followJump();
      return wall() + (ahead ?? 0);
    },
    off() {
      followJump();
      return ahead === null ? null : Math.round(ahead / 1000);
    },
    hear(server, asked, answered) {
      steady = startSteady(wall);
      ahead = Math.round(server - (asked + answered) / 2);
      tell(ahead);
    },
  };
}

/** Time cannot run backwards: a wall clock behind the one that only counts was set back. A sleep looks like a jump ahead. */
function startSteady(wall: () => number): { jumpBack(): number } {
  const [wallThen, countThen] = [wall(), performance.now()];
  return {
    jumpBack() {
      const back = performance.now() - countThen - (wall() - wallThen);
      return back > 2_000 ? Math.round(back) : 0;
    },
  };
}
