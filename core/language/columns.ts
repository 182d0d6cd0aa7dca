/** Whether there are only blanks in front of `offset` in its line. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at === lineStart(text, offset);
}

/** The column of `offset`. A byte order mark has none. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function lineStart(text: string, offset: number): number {
  const at = offset > 0 ? text.lastIndexOf('\n', offset - 1) + 1 : 0;
  return at === 0 && text.startsWith('\uFEFF') ? 1 : at;
}
