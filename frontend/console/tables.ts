/** Tables wider than the page scroll in their frame: whoever has only keys must be able to get into it. */
export function startTables(piece: ParentNode): void {
  for (const frame of piece.querySelectorAll<HTMLElement>(".table-responsive")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  }
}
