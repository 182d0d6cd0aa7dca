import { check } from '../check.ts';
import type { Project, ReadFile } from '../project.ts';
import { rules } from '../rules/index.ts';
import { readSilences } from '../silence.ts';
import { type Completion, completionOf } from './completion.ts';
import type { Slot } from './slot.ts';

/** The rules that a silencing comment can name; first those that have something to say about its line. */
export function completeRules(file: ReadFile, slot: Slot, project: Project): readonly Completion[] {
  const { lines } = file.source;
  const silence = readSilences(file.source).find(
    ({ comment }) => comment.span.start <= slot.span.start && slot.span.end <= comment.span.end,
  );
  const found = new Set(
    check(file, project)
      .filter(problem => lines.positionAt(problem.span.start).line === silence?.line)
      .map(problem => problem.rule),
  );
  return rules
    .filter(rule => rule.about !== 'silences')
    .map(rule =>
      completionOf(
        slot,
        { text: slot.colon ? rule.id : `${rule.id}: ` },
        {
          label: rule.id,
          kind: 'rule',
          detail: rule.title,
          sortText: `${found.has(rule.id) ? 'a' : 'k'}${rule.id}`,
          preselect: found.has(rule.id),
        },
      ),
    );
}
