import { deleteLine } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';
import { selectingPlaces } from '../selection.ts';

export const containersRefuseLocalPackages: Rule = {
  id: 'containers-refuse-local-packages',
  title: 'A code env for containers installs nothing from the disk of the host',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    const { list, env, definition } = subject;
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const [selected] = selectingPlaces(env);
    if (!selected) return;
    for (const requirement of list.requirements) {
      const { form, target, editable } = requirement;
      if (!target || (form !== 'path' && !/^file:/i.test(target.text))) continue;
      yield {
        span: target.span,
        message: `${editable ? '-e ' : ''}${target.text} is on the disk of the DSS host, and an image is built without it. Put the package into an index or a repository, or deselect the container configurations.`,
        related: [
          {
            path: definition.path,
            span: selected.span,
            message: 'Container configurations are selected here.',
          },
        ],
        fixes: deleteLine(subject, 'Delete the line', requirement),
      };
    }
  },
};
