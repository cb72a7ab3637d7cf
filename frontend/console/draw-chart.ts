/** The drawing itself, in a file of its own: ECharts comes only to pages that show a chart. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ChartSpec, chartOption, type Palette } from "./chart-option";

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** Draws `spec` in `picture`, and again when its size or the time of day changes. */
export function drawChart(holder: HTMLElement, picture: HTMLElement, spec: ChartSpec): void {
  const chart = init(picture);
  const draw = (): void => chart.setOption(chartOption(spec, paletteOf(holder)));
  draw();
  new ResizeObserver(() => chart.resize()).observe(picture);
  document.addEventListener("themechange", draw);
}

function paletteOf(holder: HTMLElement): Palette {
  const style = getComputedStyle(holder);
  const names = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"];
  return {
    text: style.getPropertyValue("--chart-text").trim(),
    faint: style.getPropertyValue("--chart-faint").trim(),
    colours: names.map((name) => style.getPropertyValue(name).trim()),
  };
}
