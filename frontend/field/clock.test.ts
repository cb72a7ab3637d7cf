import { expect, test } from "vitest";
import { clockFrom } from "./clock";

const day = 86_400_000;

test("a phone whose clock is a day behind writes the server's time once it has heard it", () => {
  const kept: number[] = [];
  const clock = clockFrom(
    null,
    (ahead) => kept.push(ahead),
    () => 1_000_000,
  );
  expect(clock.off()).toBeNull();
  expect(clock.now()).toBe(1_000_000);
  clock.hear(1_000_000 + day + 1_000, 999_000, 1_001_000);
  expect(clock.now()).toBe(1_000_000 + day + 1_000);
  expect(clock.off()).toBe(day / 1000 + 1);
  expect(kept).toEqual([day + 1_000]);
  expect(
    clockFrom(
      kept[0] ?? null,
      () => undefined,
      () => 5,
    ).now(),
  ).toBe(day + 1_005);
});

test("a clock set back by a day while the app is open changes nothing", () => {
  let wall = 10 * day;
  const clock = clockFrom(
    0,
    () => undefined,
    () => wall,
  );
  const before = clock.now();
  wall -= day;
  expect(Math.abs(clock.now() - before)).toBeLessThan(1_000);
  expect(Math.abs(clock.now() - before)).toBeLessThan(1_000);
});
