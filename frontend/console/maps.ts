/** Maps: `<div data-map="id">` shows the GeoJSON block with that id; the list inside it stays for everyone else. */
import type { FeatureCollection } from "geojson";
import { pageData } from "../shared/page-data";

/** Draws every map in this piece of page; Leaflet is loaded only when there is one. */
export function startMaps(piece: ParentNode): void {
  for (const holder of piece.querySelectorAll<HTMLElement>("[data-map]")) void startMap(holder);
}

async function startMap(holder: HTMLElement): Promise<void> {
  const shapes = pageData<FeatureCollection>(document, holder.dataset.map ?? "");
  if (!shapes || holder.dataset.drawn) return;
  holder.dataset.drawn = "1";
  const { drawMap } = await import("./draw-map");
  const picture = document.createElement("div");
  picture.className = "map-picture";
  holder.prepend(picture);
  drawMap(picture, shapes, holder.dataset.tiles);
}
