/** Places as a field holds them: "longitude, latitude" in degrees. */
export interface Spot {
  lon: number;
  lat: number;
}

/** The place a field says, or nothing where it says none. */
export function readSpot(text: string): Spot | null {
  const [lon, lat, ...more] = text
    .split(/[,，\s]+/)
    .filter(Boolean)
    .map(Number);
  if (lon === undefined || lat === undefined || more.length > 0) return null;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 89 ? { lon, lat } : null;
}

/** Six decimals are a tenth of a metre. */
export function writeSpot({ lon, lat }: Spot): string {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
}

/** The first field after `from` that says no place, else the first of all; −1 when each says one. */
export function nextOpen(fields: string[], from = -1): number {
  const open = (text: string): boolean => readSpot(text) === null;
  const later = fields.findIndex((text, number) => number > from && open(text));
  return later >= 0 ? later : fields.findIndex(open);
}
