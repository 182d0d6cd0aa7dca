import { readCondaLines } from '../requirements/conda-lines.ts';
import { type ListText, linesOfFile } from '../requirements/list-text.ts';
import type { ListLanguage } from '../requirements/package-list.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import { readRLines } from '../requirements/r-lines.ts';
import type { Requirement } from '../requirements/requirement.ts';

const readers = { pip: readPipLines, r: readRLines, conda: readCondaLines };

/** Of `lines` those whose packages a list does not have yet, and a sentence for each that it has otherwise. None where comments alone are new. */
export function newLines(
  lines: readonly string[],
  language: ListLanguage,
  list: ListText | undefined,
): { readonly lines: readonly string[]; readonly left: readonly string[] } {
  const read = readers[language];
  const text = linesOfFile(lines.join('\n'));
  const known = list ? read(list).map(requirement => [requirement, textOf(requirement, list)] as const) : [];
  const gone = new Set<number>();
  const left: string[] = [];
  const found = read(text);
  let count = 0;
  for (const requirement of found) {
    const own = textOf(requirement, text);
    const same = known.find(
      ([other, words]) => words === own || (other.key !== undefined && other.key === requirement.key),
    );
    if (!same) {
      count++;
      continue;
    }
    for (let i = requirement.first; i <= requirement.last; i++) gone.add(i);
    if (same[1] !== own) left.push(`${own}: the list has ${same[1]}.`);
  }
  const rest = lines.filter((_, i) => !gone.has(i));
  return { lines: count === 0 ? [] : trimmed(rest), left };
}

/** A requirement without its comment, in one line. */
function textOf({ first, last }: Requirement, { lines }: ListText): string {
  return lines
    .slice(first, last + 1)
    .map(({ text }) => text.replace(/(?:^|\s)#.*$/, '').replace(/\\$/, ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Without blank lines at both ends. */
function trimmed(lines: readonly string[]): readonly string[] {
  const isWritten = (line: string) => line.trim() !== '';
  return lines.slice(lines.findIndex(isWritten), lines.findLastIndex(isWritten) + 1);
}
