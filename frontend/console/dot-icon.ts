/** A building on the board: a dot with its name beside it, set as text. */
import { type DivIcon, divIcon } from "leaflet";

export function dotIcon(name: string): DivIcon {
  const label = document.createElement("span");
  label.textContent = name;
  return divIcon({ className: "board-dot", html: label, iconSize: [16, 16] });
}

/** A stop of a way: its number in the colour of the way, set as text. */
export function stopIcon(number: string, colour: number): DivIcon {
  const label = document.createElement("span");
  label.textContent = number;
  return divIcon({ className: `way-stop way-${colour % 5}`, html: label, iconSize: [0, 0] });
}
