import { misplacedKeys } from '../config-keys.ts';
import { automatic, edit, removeEntry } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { fromFlat, fromSplit } from './other-shape.ts';

export const keyOfThisVersion: Rule = {
  id: 'key-of-this-version',
  title: 'Every key stands where this version of DSS reads it',
  severity: 'error',
  about: 'container-configs',
  *check(subject) {
    const { path, configs, source } = subject;
    const version = configs.dssVersion;
    const all = misplacedKeys(configs);
    for (const key of all) {
      const { says, severity, fixes } =
        configs.shape === 'split' ? fromFlat(subject, key, all) : fromSplit(subject, key);
      yield {
        span: key.entry.key.span,
        message: `${key.entry.key.text} is not ${severity ? 'known to be ' : ''}read here by DSS ${version?.value ?? ''}: ${says}`,
        fixes,
        ...(severity && { severity }),
        related: version ? [{ path, span: version.span, message: 'The version of DSS.' }] : [],
      };
    }
    for (const { root } of configs.shape === 'split' ? configs.buildConfigs : []) {
      const entry = root.entries.find(({ key }) => key.text === 'type');
      if (!entry) continue;
      yield {
        span: entry.key.span,
        message: 'An image build configuration has no type: DSS drops it in silence. Delete it.',
        fixes: entry.foreign ? [] : [automatic(edit('Delete type', removeEntry(source, root, entry)))],
      };
    }
  },
};
