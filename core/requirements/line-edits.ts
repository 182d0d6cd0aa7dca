import { edit, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { PackagesSubject } from '../rule.ts';
import type { Span, TextEdit } from '../text.ts';
import type { Requirement } from './requirement.ts';

/** A fix that writes `text` in place of a part of a line; none where the list is not written as it reads. */
export function rewrite({ list }: PackagesSubject, title: string, span: Span, text: string): readonly Fix[] {
  return list.text.editable ? [edit(title, [replace(span, text)])] : [];
}

/** A fix that takes the lines of a requirement out, comments behind it included. */
export function deleteLine(
  subject: PackagesSubject,
  title: string,
  requirement: Requirement,
): readonly Fix[] {
  const { list } = subject;
  // A block that is left empty would be another value than an empty list.
  if (!list.text.editable || list.requirements.length < 2) return [];
  return [edit(title, [removal(subject, requirement)])];
}

function removal({ source, list }: PackagesSubject, { first, last }: Requirement): TextEdit {
  const lineOf = (index: number) => source.lines.positionAt(list.text.lines[index]?.span.start ?? 0).line;
  const start = source.lines.fullLineSpan(lineOf(first)).start;
  const end = source.lines.fullLineSpan(lineOf(last)).end;
  return replace({ start, end }, '');
}

/** Whether a comment stands behind a requirement, which would be deleted with it. */
export function hasComment({ list }: PackagesSubject, { first, last }: Requirement): boolean {
  return list.text.lines.slice(first, last + 1).some(({ text }) => text.includes('#'));
}
