import { expect, test } from "vitest";
import { type ChartSpec, chartOption } from "./chart-option";

const palette = { text: "#333", faint: "#eee", colours: ["#111", "#222"] };
const days: ChartSpec = {
  kind: "stacked",
  x: ["2-9", "2-10"],
  series: [
    { name: "in", values: [3, null] },
    { name: "out", values: [2, 5] },
  ],
};

test("a stacked chart stacks its bars and shows which colour is which", () => {
  const option = chartOption(days, palette);
  expect(option.series).toMatchObject([
    { type: "bar", stack: "all", data: [3, null] },
    { type: "bar", stack: "all" },
  ]);
  expect(option.legend).toMatchObject({ show: true });
});

test("a line chart of one series needs no legend, and a limit is drawn once", () => {
  const one: ChartSpec = {
    ...days,
    kind: "line",
    limit: { name: "37.3 ℃", value: 37.3 },
    series: days.series.slice(0, 1),
  };
  const option = chartOption(one, palette);
  expect(option.legend).toMatchObject({ show: false });
  expect(option.series).toMatchObject([{ type: "line", markLine: { data: [{ yAxis: 37.3 }] } }]);
  const two = chartOption({ ...one, series: days.series }, palette).series as object[];
  expect(two.map((each) => "markLine" in each)).toEqual([true, false]);
});

test("the tooltip is drawn without inline styles, which the security policy refuses", () => {
  expect(chartOption(days, palette).tooltip).toMatchObject({ renderMode: "richText" });
});

test("bars with long names lie, and every name is shown; short ones stand", () => {
  const named: ChartSpec = {
    ...days,
    kind: "bar",
    x: ["Shops are half as busy", "Half of all contacts are named"],
  };
  expect(chartOption(named, palette)).toMatchObject({
    xAxis: { type: "value" },
    yAxis: { type: "category", data: named.x, inverse: true, axisLabel: { interval: 0, overflow: "break" } },
  });
  expect(chartOption({ ...days, kind: "bar" }, palette)).toMatchObject({ xAxis: { type: "category" } });
});

test("a Chinese name is as wide as twice its signs: five of them lie, and three long ones take two lines of a legend", () => {
  const named: ChartSpec = { ...days, kind: "bar", x: ["基本再生数", "发病前传染天数"] };
  expect(chartOption(named, palette)).toMatchObject({ yAxis: { type: "category", inverse: true } });
  const fan = ["二十次中一次更少", "居中的一次", "二十次中一次更多"].map((name) => ({
    name,
    values: [1, 2],
  }));
  expect(chartOption({ ...days, series: fan }, palette).grid).toMatchObject({ top: 60 });
  expect(chartOption(days, palette).grid).toMatchObject({ top: 36 });
});
