import { linesOfFile } from '../requirements/list-text.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import { pinOf } from '../requirements/requirement.ts';
import { allows } from '../requirements/versions.ts';
import type { Rule } from '../rule.ts';

export const lockFitsDefinition: Rule = {
  id: 'lock-fits-definition',
  title: 'A version that is requested is the one that the lock has',
  severity: 'information',
  about: 'packages',
  *check({ list, folder }) {
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const { lock } = folder;
    if (!lock) return;
    const locked = new Map(
      readPipLines(linesOfFile(lock.text)).map(requirement => [requirement.key, requirement]),
    );
    for (const requirement of list.requirements) {
      const { name, key, marker, specifiers, problems } = requirement;
      const pin = pinOf(requirement);
      // Where its marker keeps a package out, another line may have brought it.
      if (!name || pin === undefined || marker || problems.length > 0) continue;
      const other = locked.get(key);
      const version = other && pinOf(other);
      if (!other || version === undefined || allows(`==${pin}`, version)) continue;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: `${pin} is requested, but ${version} was installed when the lock was written: the lock is older than the definition. Build the images, then run \`code-envs lock\`.`,
        related: [{ path: lock.path, span: other.span, message: 'What was installed.' }],
      };
    }
  },
};
