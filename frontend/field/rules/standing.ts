/** What the verdict at the gate is about: a standing, the pack's rules, and the answer. Moments in epoch seconds. */

export interface Permit {
  id: string;
  purpose: string;
  since: number;
  until: number;
  persons: number;
  lifts: boolean;
  household: number | null;
  resident: number | null;
  gates: number[];
  away: number;
}

export interface Standing {
  way: "in" | "out";
  kind: "person" | "vehicle" | "animal" | "goods";
  home: boolean;
  household: number | null;
  resident: number | null;
  closed: boolean;
  stays_home: boolean;
  emergency: string;
  temperature: string | null;
  persons: number;
  gate: number | null;
  pass_fault: string;
  permits: Permit[];
  trips: number[];
}

export interface Rules {
  fever_c: string;
  trip_every_s: number;
  persons_per_trip: number;
  emergency_kinds: string[];
  animal_exceptions: string[];
}

export interface Verdict {
  ruling: "allowed" | "denied" | "emergency" | "held";
  reasons: string[];
  permit: string;
}
