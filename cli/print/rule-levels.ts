import { relative } from 'node:path';
import { LineIndex, mistakenLevels, rules } from '../../core/index.ts';
import type { PrintedProblem } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import type { Loaded } from '../load.ts';
import type { ReportId } from '../reports.ts';

/** What changes nothing in the levels that the settings give to the rules for these files. */
export function levelProblems({ files, project }: Loaded, folder: string): readonly PrintedProblem[] {
  const roots = new Set(files.map(({ path }) => project.rootOf(path)));
  return [...roots].flatMap(root => {
    const path = `${root}/.vscode/settings.json`;
    const text = project.textOf(path);
    if (text === undefined) return [];
    const lines = new LineIndex(text);
    const ids = rules.map(({ id }) => id);
    return mistakenLevels(text, ids).map(({ span, message }) => ({
      file: toPath(relative(folder, path)),
      rule: 'rule-levels' satisfies ReportId,
      severity: 'warning',
      message,
      range: lines.rangeOf(span),
    }));
  });
}
