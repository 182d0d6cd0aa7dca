import { automatic } from '../edit.ts';
import { pythonsOf } from '../requirements/interpreters.ts';
import { deleteLine, hasComment } from '../requirements/line-edits.ts';
import { commonPythons } from '../requirements/marker-truth.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { agree } from '../requirements/versions.ts';
import type { PackagesSubject, Rule } from '../rule.ts';

/** Nobody writes a package more often for environments that differ. */
const mostCompared = 30;

export const duplicatePackage: Rule = {
  id: 'duplicate-package',
  title: 'A package is requested once, or for environments that differ',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    const { list, path, source, env } = subject;
    if (list.role !== 'requested') return;
    const pythons = pythonsOf(env);
    const before = new Map<string, Requirement[]>();
    for (const requirement of list.requirements) {
      const { name, key, marker, form, problems } = requirement;
      if (!name || !key || form === 'unread' || problems.length > 0) continue;
      const others = before.get(key) ?? [];
      before.set(key, [...others, requirement].slice(-mostCompared));
      const other = others.find(other => commonPythons([other.marker, marker], pythons).length > 0);
      if (!other?.name) continue;
      const line = source.lines.positionAt(other.span.start).line + 1;
      const at = list.text.exact ? ` in line ${line}` : '';
      yield {
        span: name.span,
        related: [{ path, span: other.name.span, message: 'It is requested here first.' }],
        ...explain(subject, requirement, other, at),
      };
    }
  },
};

function explain(subject: PackagesSubject, requirement: Requirement, other: Requirement, at: string) {
  const { list, env, source } = subject;
  const name = requirement.name?.text ?? '';
  const textOf = ({ span }: Requirement) => source.text.slice(span.start, span.end).toLowerCase();
  if (list.text.exact && textOf(requirement) === textOf(other))
    return {
      message: `${name} is already requested${at}, in the same words. Delete one of the two.`,
      // A comment behind it is not deleted unasked.
      fixes: deleteLine(subject, 'Delete the repetition', requirement).map(fix =>
        hasComment(subject, requirement) ? fix : automatic(fix),
      ),
    };
  const specifiers = [...other.specifiers, ...requirement.specifiers].map(
    ({ operator, version }) => `${operator.text}${version.text}`,
  );
  const contradict =
    list.language === 'pip' && !specifiers.some(text => text.startsWith('===')) && !agree(specifiers);
  if (!contradict)
    return {
      message: `${name} is already requested${at}. Keep one of the two.`,
      fixes: deleteLine(subject, 'Delete this line', requirement),
    };
  const common = commonPythons([other.marker, requirement.marker], pythonsOf(env));
  const where = other.marker || requirement.marker ? ` with Python ${common.join(', ')}` : '';
  return {
    severity: 'error' as const,
    message: `${name} is already requested${at}, and no version fits both (${specifiers.join(', ')})${where}: pip refuses them. Keep one of the two, or let their markers exclude each other.`,
    fixes: deleteLine(subject, 'Delete this line', requirement),
  };
}
