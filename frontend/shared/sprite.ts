/** One SVG file of symbols out of many icons: a page loads it once and shows any icon by name. */

export interface Icon {
  name: string;
  svg: string;
}

/** The sprite's text; an icon's outer <svg> becomes a <symbol> with the icon's name as id. */
export function spriteOf(icons: readonly Icon[]): string {
  const symbols = icons.map(symbolOf).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`;
}

function symbolOf({ name, svg }: Icon): string {
  const shapes = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>[\s\S]*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .replace(/\s+/g, " ")
    .trim();
  const stroke =
    'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${stroke}>${shapes}</symbol>`;
}
