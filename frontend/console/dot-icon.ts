/** A building on the board: a dot with its name beside it, set as text. */
import { type DivIcon, divIcon } from "leaflet";

export function dotIcon(name: string): DivIcon {
  const label = document.createElement("span");
  label.textContent = name;
  return divIcon({ className: "board-dot", html: label, iconSize: [16, 16] });
}
