import type { Rule } from '../rule.ts';

export const hashForEveryPackage: Rule = {
  id: 'hash-for-every-package',
  title: 'Hashes are given for all requirements, or for none',
  severity: 'error',
  about: 'packages',
  *check({ list, path }) {
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const hash = list.requirements
      .flatMap(({ options }) => options)
      .find(({ name }) => name === '--hash' || name === '--require-hashes');
    if (!hash) return;
    for (const { form, span, name, target, options, problems } of list.requirements) {
      if (form === 'option' || form === 'unread' || problems.length > 0) continue;
      if (options.some(option => option.name === '--hash') || /#(?:.*&)?sha\d+=/.test(target?.text ?? ''))
        continue;
      yield {
        span: name?.span ?? target?.span ?? span,
        message: `${name?.text ?? target?.text ?? 'The line'} has no hash, but ${hash.name} stands in this list: pip then refuses what has none. Add --hash=sha256:…, or delete the hashes.`,
        related: [{ path, span: hash.span, message: 'With this, pip demands hashes of all.' }],
      };
    }
  },
};
