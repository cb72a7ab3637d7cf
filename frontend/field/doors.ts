/** What is last known of a door: the server's word with the server's time, or this phone's own with its own. */
import type { Recorded } from "./recorded";

export interface Visit {
  outcome: string;
  /** Epoch seconds; 0: nobody was there in this sweep. */
  at: number;
  by: string;
}

/** The last visit at a home of the list; `own`: what this phone recorded since, in the name of `me`. */
export function lastVisit(home: Record<string, unknown>, own: Recorded | undefined, me: string): Visit {
  if (own) return { outcome: String(own.act.outcome), at: own.at, by: me };
  return {
    outcome: String(home.outcome ?? "not_attempted"),
    at: Number(home.at ?? 0),
    by: String(home.by ?? ""),
  };
}
