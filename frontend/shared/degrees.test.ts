import { expect, test } from "vitest";
import { canBe, degrees, isFever } from "./degrees";
import { uuid7 } from "./uuid7";

test.each([
  ["36.5", 36.5],
  ["365", 36.5],
  ["36.5℃", 36.5],
  ["３６．５", 36.5],
  ["36。8", 36.8],
  ["38", 38],
  ["", null],
  ["hot", null],
])("“%s” is %s degrees", (typed, read) => {
  expect(degrees(typed)).toBe(read);
});

test("a fever is known before any answer comes; without a mark nobody has one", () => {
  expect(isFever("37.3", 37.3)).toBe(true);
  expect(isFever("372", 37.3)).toBe(false);
  expect(isFever("41", Number.NaN)).toBe(false);
});

test.each([
  ["", true],
  ["30", true],
  ["45", true],
  ["29.9", false],
  ["99", false],
  ["三十六", false],
])("“%s” can be a temperature: %s", (typed, can) => {
  expect(canBe(typed)).toBe(can);
});

test("numbers are of version 7, in the order of time, and never the same", () => {
  const at = Date.UTC(2020, 1, 3, 8, 12);
  const [one, two, later] = [uuid7(at), uuid7(at), uuid7(at + 1)];
  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(one).not.toBe(two);
  expect(Number.parseInt(one.replace(/-/g, "").slice(0, 12), 16)).toBe(at);
  expect(later > one && later > two).toBe(true);
});
