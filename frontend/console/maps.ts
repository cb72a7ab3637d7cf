/** Maps: `<div data-map="id">` shows the GeoJSON block with that id; the list inside it stays for everyone else. */
import type { FeatureCollection } from "geojson";
import { pageData } from "../shared/page-data";

/** Draws every map and drawing board in this piece of page; Leaflet is loaded only when there is one. */
export function startMaps(piece: ParentNode): void {
  for (const form of piece.querySelectorAll<HTMLElement>("[data-board]")) void startBoard(form);
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

/** `<form data-board>` with rows `data-spot="name"`, each with a field: the board stands above them. */
async function startBoard(form: HTMLElement): Promise<void> {
  if (form.dataset.drawn) return;
  form.dataset.drawn = "1";
  const { drawBoard } = await import("./draw-board");
  const picture = document.createElement("div");
  picture.className = "map-picture board-picture";
  form.prepend(picture);
  drawBoard(picture, form, form.dataset.tiles);
}
