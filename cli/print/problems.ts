import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Origin, Range, Severity } from '../../core/index.ts';
import type { PrintedProblem } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import type { LoadedFile } from '../load.ts';
import type { ReportId } from '../reports.ts';
import { oneLine } from './one-line.ts';

const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** All problems of all files, in the order of files and places. */
export function printedProblems(files: readonly LoadedFile[], folder: string): readonly PrintedProblem[] {
  return files.flatMap(({ path, file, unreadable, problems }) => {
    const name = toPath(relative(folder, path));
    if (unreadable)
      return [
        {
          file: name,
          rule: 'file-unreadable' satisfies ReportId,
          severity: 'error' as const,
          message: unreadable,
          range: start,
        },
      ];
    return problems.map(({ rule, severity, message, span }) => ({
      file: name,
      rule,
      severity,
      message,
      range: file?.source.lines.rangeOf(span) ?? start,
    }));
  });
}

/** `file:line:column: severity: message [rule]`, counted from 1: what editors and CI systems know how to read. */
export function problemLine({ file, rule, severity, message, range }: PrintedProblem): string {
  return `${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity}: ${oneLine(message)} [${rule}]`;
}

/** The same for an error that no rule found. */
export function lineAt(
  origin: Origin,
  { rule, message }: { readonly rule: ReportId; readonly message: string },
  { folder }: { readonly folder: string },
): string {
  const position = positionOf(origin);
  return problemLine({
    file: toPath(relative(folder, origin.path)),
    rule,
    severity: 'error',
    message,
    range: { start: position, end: position },
  });
}

/** Where the text of an origin begins, counted from 0. */
export function positionOf({ path, line, character }: Origin): Range['start'] {
  return { line, character: character ?? indentationOf(path, line) };
}

function indentationOf(path: string, line: number): number {
  try {
    return /^\s*/.exec(readFileSync(path, 'utf8').split(/\r\n|\n/)[line] ?? '')?.[0].length ?? 0;
  } catch {
    return 0;
  }
}

/** `3 files: 2 errors, 1 warning`. */
export function summary(files: number, problems: readonly PrintedProblem[]): string {
  if (files === 0)
    return 'No definition was found here: no code-env.yaml, container-configs.yaml, workloads.yaml or code-env/python/desc.json.';
  const counts = (['error', 'warning', 'information', 'hint'] as const).flatMap(severity => {
    const count = problems.filter(problem => problem.severity === severity).length;
    const plural = severity === 'information' ? severity : `${severity}${count === 1 ? '' : 's'}`;
    return count > 0 ? [`${count} ${plural}`] : [];
  });
  return `${files} ${files === 1 ? 'file' : 'files'}: ${counts.join(', ') || 'no problems'}`;
}

/** Whether a problem makes a command end with an exit code of its own: what only informs does not. */
export function counts(problem: { readonly severity: Severity }): boolean {
  return problem.severity === 'error' || problem.severity === 'warning';
}
