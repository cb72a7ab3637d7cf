import { expect, test } from "vitest";
import { lastVisit } from "./doors";

const home = { id: 7, outcome: "no_answer", at: 1_769_000_000, by: "田野" };
const own = {
  act: { kind: "canvass.record_door", id: "a", happened_at: "", outcome: "refused" },
  at: 1_769_005_000,
};

test("an outcome stands beside its own time and whoever was there", () => {
  expect(lastVisit(home, undefined, "汪洋")).toEqual({ outcome: "no_answer", at: 1_769_000_000, by: "田野" });
  expect(lastVisit(home, own, "汪洋")).toEqual({ outcome: "refused", at: 1_769_005_000, by: "汪洋" });
});

test("a door nobody has been at has no time and no name", () => {
  expect(lastVisit({ id: 8, outcome: null, at: null, by: null }, undefined, "汪洋")).toEqual({
    outcome: "not_attempted",
    at: 0,
    by: "",
  });
});
