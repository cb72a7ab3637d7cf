/** A page's small description of a chart, and the drawing library's option made from it. */

export interface ChartSpec {
  kind: "line" | "bar" | "stacked";
  /** Labels along the bottom: days, hours, names. */
  x: string[];
  series: { name: string; values: (number | null)[] }[];
  unit?: string;
  /** A horizontal line people compare with, such as a threshold. */
  limit?: { name: string; value: number };
  /** Where the scale begins, for figures that never come near nothing. */
  min?: number;
}

export interface Palette {
  text: string;
  faint: string;
  colours: string[];
}

/** Names wider than this do not fit beside each other under the bars, and more than this not in one line of a legend. */
const LONG_NAME = 8;
const LONG_LEGEND = 30;
/** A Chinese sign is as wide as two Latin ones. */
const widthOf = (name: string): number => name.replace(/[\u2e80-\uffef]/g, "??").length;

/** The option ECharts draws. The tooltip is drawn on the canvas: an HTML one needs inline styles. */
export function chartOption(spec: ChartSpec, palette: Palette): Record<string, unknown> {
  return {
    color: palette.colours,
    textStyle: { fontFamily: "inherit", color: palette.text },
    animationDuration: 250,
    grid: { left: 8, right: 16, top: headroom(spec), bottom: 4, containLabel: true },
    legend: { show: spec.series.length > 1, top: 0, textStyle: { color: palette.text } },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    ...axes(spec, palette),
    series: spec.series.map((each, index) => series(each, spec, index === 0, palette)),
  };
}

/** Names along the bottom; where they are long the bars lie, and every name stands before its own. */
function axes(spec: ChartSpec, palette: Palette): Record<string, unknown> {
  const names = { type: "category", data: spec.x, ...axis(palette), splitLine: { show: false } };
  const figures = { type: "value", name: spec.unit ?? "", minInterval: 1, min: spec.min, ...axis(palette) };
  if (spec.kind !== "bar" || spec.limit || spec.x.every((name) => widthOf(name) <= LONG_NAME)) {
    return { xAxis: names, yAxis: figures };
  }
  const axisLabel = { color: palette.text, interval: 0, width: 120, overflow: "break" };
  return { xAxis: figures, yAxis: { ...names, axisLabel, inverse: true } };
}

/** Space above the drawing: on a phone a legend of many or long names takes two lines, and the unit stands below. */
function headroom(spec: ChartSpec): number {
  const names = spec.series.map((each) => each.name);
  if (names.length < 2) return 20;
  const twoLines = names.length > 3 || widthOf(names.join("")) > LONG_LEGEND;
  return (twoLines ? 60 : 36) + (spec.unit ? 20 : 0);
}

function axis(palette: Palette): Record<string, unknown> {
  return {
    axisLabel: { color: palette.text },
    axisLine: { lineStyle: { color: palette.faint } },
    nameTextStyle: { color: palette.text },
    splitLine: { lineStyle: { color: palette.faint } },
  };
}

function series(
  each: ChartSpec["series"][number],
  spec: ChartSpec,
  first: boolean,
  palette: Palette,
): Record<string, unknown> {
  return {
    name: each.name,
    type: spec.kind === "line" ? "line" : "bar",
    data: each.values,
    symbolSize: 6,
    ...(spec.kind === "stacked" ? { stack: "all" } : {}),
    ...(first && spec.limit ? { markLine: limitLine(spec.limit, palette.text) } : {}),
  };
}

function limitLine(limit: { name: string; value: number }, colour: string): Record<string, unknown> {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { type: "dashed" },
    label: { formatter: limit.name, color: colour, textBorderWidth: 0, position: "insideEndTop" },
    data: [{ yAxis: limit.value }],
  };
}
