/** The twins: what the phone decides is what the server decides, case by case, from the same files. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Row } from "../net";
import { verify } from "../passes";
import { applied } from "./difference";
import { readCode } from "./pass-code";
import { checkPass, type Passes } from "./pass-token";
import { barePlate } from "./plate";
import { fingerprint, readFilter } from "./revoked";
import type { Rules, Standing } from "./standing";
import { verdict } from "./verdict";

// biome-ignore lint/suspicious/noExplicitAny: the files hold whatever each rule takes
type Case = { name: string; in: any; out: any };

const twins: Record<string, (given: Case["in"], shared: Case["in"]) => unknown> = {
  verdict: (given, shared) =>
    verdict(given.standing as Standing, given.at, { ...shared.rules, ...given.rules } as Rules),
  pass_code: (given) => readCode(given.typed),
  plate: (given) => ({ plate: barePlate(given.typed) }),
  pass_token: async (given, shared) => {
    const passes = { ...shared.passes, ...given.passes } as Passes;
    const named = await readFilter(passes.revoked, { keys: passes.keys, place: given.place, verify });
    const isRevoked = async (id: string): Promise<boolean> => named?.has(await fingerprint(id)) ?? false;
    return checkPass(given.token, { passes, place: given.place, gate: given.gate, isRevoked, verify });
  },
  difference: (given) => {
    const rows = Object.entries(given.before ?? {}).map(([name, all]) => [
      name,
      new Map((all as Row[]).map((row) => [row[0], row])),
    ]);
    const after = applied(
      { cursor: "", head: {}, columns: {}, rows: Object.fromEntries(rows) },
      given.answer,
    );
    const tables = Object.entries(after.rows).filter(([, all]) => all.size > 0);
    return { after: Object.fromEntries(tables.map(([name, all]) => [name, [...all.values()].sort(byKey)])) };
  },
};

for (const [rule, twin] of Object.entries(twins)) {
  const file = resolve("..", "tests", "golden", `${rule}.json`);
  if (!existsSync(file)) {
    test.todo(`${rule}: no golden file yet`);
    continue;
  }
  const golden = JSON.parse(readFileSync(file, "utf-8")) as { given?: Case["in"]; cases: Case[] };
  test.each(golden.cases.map((each) => [each.name, each] as const))(`${rule}: %s`, async (_name, each) => {
    expect(await twin(each.in, golden.given ?? {})).toEqual(each.out);
  });
}

function byKey([a]: Row, [b]: Row): number {
  return a < b ? -1 : 1;
}
