import { expect, test } from "vitest";
import { nextOpen, readSpot, writeSpot } from "./spots";

test("a place is read as people write it, and nothing else is one", () => {
  expect(readSpot("119.5, 35.4")).toEqual({ lon: 119.5, lat: 35.4 });
  expect(readSpot("119.5，35.4")).toEqual({ lon: 119.5, lat: 35.4 });
  for (const text of ["", "119.5", "a, b", "200, 10", "10, 95", "1, 2, 3"]) expect(readSpot(text)).toBeNull();
});

test("what was written is read again", () => {
  expect(readSpot(writeSpot({ lon: 119.1234567, lat: 35.4 }))).toEqual({ lon: 119.123457, lat: 35.4 });
});

test("after a building comes the next one without a place, then those before it", () => {
  expect(nextOpen(["1, 1", "", ""])).toBe(1);
  expect(nextOpen(["", "1, 1", ""], 1)).toBe(2);
  expect(nextOpen(["", "1, 1", "2, 2"], 1)).toBe(0);
  expect(nextOpen(["1, 1"], 0)).toBe(-1);
});
