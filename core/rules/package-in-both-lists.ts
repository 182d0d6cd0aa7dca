import { baseName } from '../files.ts';
import { deleteLine } from '../requirements/line-edits.ts';
import { condaList } from '../requirements/package-list.ts';
import type { Rule } from '../rule.ts';

export const packageInBothLists: Rule = {
  id: 'package-in-both-lists',
  title: 'A package is installed by Conda or by pip, not by both',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    const { list, env, folder, definition } = subject;
    if (list.language !== 'pip' || list.role !== 'requested' || env.conda?.value !== true) return;
    const conda = condaList(definition.source, env, folder);
    if (!conda) return;
    const where =
      conda.where === 'file' ? `spec/${baseName(folder.condaPackages?.path ?? '')}` : 'specCondaEnvironment';
    const path = conda.where === 'file' ? (folder.condaPackages?.path ?? '') : definition.path;
    for (const requirement of list.requirements) {
      const { name, key } = requirement;
      if (!name) continue;
      const other = conda.requirements.find(other => other.key === key);
      if (!other?.name) continue;
      yield {
        span: name.span,
        message: `${name.text} is also in ${where}: pip installs over what Conda has installed. Keep one of the two.`,
        related: [{ path, span: other.name.span, message: 'Conda installs it here.' }],
        fixes: deleteLine(subject, 'Delete this line: Conda installs it', requirement),
      };
    }
  },
};
