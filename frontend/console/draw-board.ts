/** The drawing board itself, in a file of its own: buildings are put on a plan with a click and moved by dragging. */
import { control, type LatLng, type Map as Leaf, latLng, map, marker, tileLayer } from "leaflet";
import "leaflet/dist/leaflet.css";
import { dotIcon } from "./dot-icon";
import { nextOpen, readSpot, writeSpot } from "./spots";

/** Where a plan begins on which nothing is drawn yet: distances count then, not the place on earth. */
const NOWHERE = latLng(0, 0);
const CLOSE = 17;

/** Readies a board above the rows of `form`; each row has one field for "longitude, latitude". */
export function drawBoard(picture: HTMLElement, form: HTMLElement, tiles: string | undefined): void {
  const rows = [...form.querySelectorAll<HTMLElement>("[data-spot]")];
  const known = rows
    .flatMap((row) => readSpot(fieldOf(row).value) ?? [])
    .map(({ lat, lon }) => latLng(lat, lon));
  const view = map(picture, { attributionControl: false }).setView(known[0] ?? NOWHERE, CLOSE);
  if (tiles) tileLayer(tiles).addTo(view);
  control.scale({ imperial: false }).addTo(view);
  for (const row of rows) drawn(view, row);
  if (known.length > 1)
    view.fitBounds(
      known.map((each) => [each.lat, each.lng]),
      { padding: [24, 24] },
    );
  choose(rows, nextOpen(rows.map((row) => fieldOf(row).value)));
  for (const row of rows) row.addEventListener("click", () => choose(rows, rows.indexOf(row)));
  view.on("click", ({ latlng }) => {
    const row = rows.find((each) => each.getAttribute("aria-current") === "true");
    if (!row) return;
    put(row, latlng);
    drawn(view, row);
    choose(
      rows,
      nextOpen(
        rows.map((each) => fieldOf(each).value),
        rows.indexOf(row),
      ),
    );
  });
}

const fieldOf = (row: HTMLElement): HTMLInputElement => row.querySelector("input") as HTMLInputElement;
const marks = new WeakMap<HTMLElement, ReturnType<typeof marker>>();

function put(row: HTMLElement, at: LatLng): void {
  fieldOf(row).value = writeSpot({ lon: at.lng, lat: at.lat });
  row.classList.add("is-placed");
}

/** Shows a row's building where its field says, as something to drag. */
function drawn(view: Leaf, row: HTMLElement): void {
  const spot = readSpot(fieldOf(row).value);
  if (!spot) return;
  marks.get(row)?.remove();
  const name = row.dataset.spot ?? "";
  const mark = marker([spot.lat, spot.lon], { draggable: true, icon: dotIcon(name), title: name });
  mark.on("dragend", () => put(row, mark.getLatLng()));
  marks.set(row, mark.addTo(view));
  row.classList.add("is-placed");
}

/** The row the next click belongs to. */
function choose(rows: HTMLElement[], chosen: number): void {
  for (const [number, row] of rows.entries()) row.setAttribute("aria-current", String(number === chosen));
  const row = rows[chosen];
  const list = row?.parentElement;
  // Only the list is scrolled: were it the page, the board would slip away under the pointer.
  if (row && list)
    list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - row.offsetHeight;
}
