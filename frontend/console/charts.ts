/** Charts: `<div data-chart="id">` is drawn from the JSON block with that id; the table inside it stays readable. */
import { pageData } from "../shared/page-data";
import type { ChartSpec } from "./chart-option";

/** Draws every chart in this piece of page; the drawing library is loaded only when there is one. */
export function startCharts(piece: ParentNode): void {
  for (const holder of piece.querySelectorAll<HTMLElement>("[data-chart]")) void startChart(holder);
}

async function startChart(holder: HTMLElement): Promise<void> {
  const spec = pageData<ChartSpec>(document, holder.dataset.chart ?? "");
  if (!spec || holder.dataset.drawn) return;
  holder.dataset.drawn = "1";
  const { drawChart } = await import("./draw-chart");
  drawChart(holder, canvasIn(holder), spec);
}

/** A new element for the picture, above the table, which moves into a fold for those who want the figures. */
function canvasIn(holder: HTMLElement): HTMLElement {
  const picture = document.createElement("div");
  picture.className = "chart-picture";
  picture.setAttribute("aria-hidden", "true");
  const fold = document.createElement("details");
  fold.className = "chart-figures";
  const handle = document.createElement("summary");
  handle.textContent = holder.dataset.figuresLabel ?? "…";
  fold.append(handle, ...holder.childNodes);
  holder.append(picture, fold);
  return picture;
}
