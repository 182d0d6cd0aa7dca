import { stripVTControlCharacters } from 'node:util';

/** `text` as one line without anything that moves a terminal's cursor or changes its colours: names and messages come from files. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
