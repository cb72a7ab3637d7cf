/** The map itself, in a file of its own: Leaflet comes only to pages that show a map. */
import type { Feature, FeatureCollection } from "geojson";
import {
  circleMarker,
  geoJSON,
  type LatLng,
  type Layer,
  map,
  marker,
  type PathOptions,
  tileLayer,
} from "leaflet";
import "leaflet/dist/leaflet.css";
import { stopIcon } from "./dot-icon";

/** Draws shapes in `picture`; background tiles only when the house has a tile server of its own. */
export function drawMap(picture: HTMLElement, shapes: FeatureCollection, tiles: string | undefined): void {
  const view = map(picture, { attributionControl: false, scrollWheelZoom: false });
  if (tiles) tileLayer(tiles).addTo(view);
  const layer = geoJSON(shapes, { pointToLayer: placed, style: line, onEachFeature: nameIt }).addTo(view);
  view.fitBounds(layer.getBounds(), { padding: [16, 16], maxZoom: 18 });
}

/** A stop of a way bears its number; every other place is a dot. */
function placed(feature: Feature, at: LatLng): Layer {
  const { label, colour } = feature.properties ?? {};
  return typeof label === "string" ? marker(at, { icon: stopIcon(label, Number(colour)) }) : dot(feature, at);
}

/** A way lies under its numbers, in their colour. */
function line(feature?: Feature): PathOptions {
  if (feature?.geometry.type !== "LineString") return {};
  return { color: colourOf(feature.properties?.colour), weight: 3, opacity: 0.6 };
}

/** One of the five colours of charts. */
function colourOf(number: number): string {
  const style = getComputedStyle(document.documentElement);
  return style.getPropertyValue(`--chart-${(number % 5) + 1}`).trim();
}

/** A dot may have one of eight colours, or be the fuller the larger its `shade` from 0 to 5 is. */
function dot(feature: Feature, at: LatLng): ReturnType<typeof circleMarker> {
  const { colour, shade } = feature.properties ?? {};
  const named = typeof colour === "number" ? colourOf(colour) : "";
  const full = typeof shade === "number" ? shade / 5 : 0.5;
  const looks = {
    radius: 7,
    weight: 2,
    fillOpacity: 0.1 + 0.8 * full,
    dashArray: colour >= 5 ? "2 3" : undefined,
  };
  return circleMarker(at, named ? { ...looks, color: named, fillColor: named } : looks);
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
