import { edit, renderScalar, replace } from '../edit.ts';
import { coreConditions, coreSetFor } from '../requirements/core-packages.ts';
import { pythonsOf } from '../requirements/interpreters.ts';
import { deleteLine } from '../requirements/line-edits.ts';
import { commonPythons } from '../requirements/marker-truth.ts';
import { agree } from '../requirements/versions.ts';
import type { Rule } from '../rule.ts';

export const corePackageConflict: Rule = {
  id: 'core-package-conflict',
  title: 'What is requested fits the core packages',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    const { list, env, definition, source } = subject;
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const conditions = coreConditions(env);
    if (conditions.size === 0) return;
    for (const requirement of list.requirements) {
      const { name, specifiers, marker, problems } = requirement;
      const core = name && conditions.get(requirement.key ?? '');
      if (!core || specifiers.length === 0 || problems.length > 0) continue;
      const own = specifiers.map(({ operator, version }) => `${operator.text}${version.text}`);
      if (own.some(text => text.startsWith('===')) || agree([...own, ...core.conditions])) continue;
      if (marker && commonPythons([marker], pythonsOf(env)).length === 0) continue;
      const set = env.corePackagesSet;
      const fitting = core.of === 'set' && set ? coreSetFor(name.text, own) : undefined;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: `${name.text}${own.join(',')} contradicts ${core.of === 'set' ? `the core packages ${set?.value}` : 'mandatoryPackageList'}, which bring ${name.text}${core.conditions.join(',')}: pip installs both lists together and refuses them. Delete the line${fitting ? `, or choose ${fitting}` : ''}.`,
        ...(core.of === 'set' && set
          ? {
              related: [
                { path: definition.path, span: set.span, message: 'The core packages are chosen here.' },
              ],
            }
          : {}),
        fixes: [
          ...deleteLine(subject, 'Delete the line: the core packages bring it', requirement),
          ...(fitting && set && list.where === 'inline'
            ? [
                edit(`Change corePackagesSet to ${fitting}`, [
                  replace(set.span, renderScalar(fitting, source)),
                ]),
              ]
            : []),
        ],
      };
    }
  },
};
