/** The map itself, in a file of its own: Leaflet comes only to pages that show a map. */
import type { FeatureCollection } from "geojson";
import { circleMarker, geoJSON, type LatLng, map, tileLayer } from "leaflet";
import "leaflet/dist/leaflet.css";

/** Draws shapes in `picture`; background tiles only when the house has a tile server of its own. */
export function drawMap(picture: HTMLElement, shapes: FeatureCollection, tiles: string | undefined): void {
  const view = map(picture, { attributionControl: false, scrollWheelZoom: false });
  if (tiles) tileLayer(tiles).addTo(view);
  const layer = geoJSON(shapes, { pointToLayer: dot, onEachFeature: nameIt }).addTo(view);
  view.fitBounds(layer.getBounds(), { padding: [16, 16], maxZoom: 18 });
}

function dot(_feature: unknown, at: LatLng): ReturnType<typeof circleMarker> {
  return circleMarker(at, { radius: 7, weight: 2 });
}

/** Names come from people: they are set as text, never as markup. */
function nameIt(
  feature: FeatureCollection["features"][number],
  layer: { bindTooltip(text: HTMLElement): unknown },
): void {
  const name = feature.properties?.name;
  if (typeof name !== "string") return;
  const label = document.createElement("span");
  label.textContent = name;
  layer.bindTooltip(label);
}
