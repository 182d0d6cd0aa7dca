import { edit, removeEntry } from '../edit.ts';
import type { BesideFile } from '../files.ts';
import { baseName } from '../files.ts';
import type { Located } from '../model.ts';
import type { Rule } from '../rule.ts';

export const specGivenTwice: Rule = {
  id: 'spec-given-twice',
  title: 'Packages and scripts stand in the definition or beside it, not in both',
  severity: 'error',
  about: 'code-env',
  *check({ source, env, folder }) {
    // A file is looked for only where the definition has the key.
    const pairs: readonly (readonly [Located<string> | undefined, () => BesideFile | undefined])[] = [
      [env.specPackageList, () => folder.packages],
      [env.specCondaEnvironment, () => folder.condaPackages],
      [env.resourcesInitScript, () => folder.resourcesInit],
    ];
    for (const [inline, beside] of pairs) {
      const entry = inline?.entry;
      const file = entry && beside();
      if (!file) continue;
      const name = `spec/${baseName(file.path)}`;
      const owned = env.root.entries.includes(entry) && !entry.foreign;
      yield {
        span: entry.key.span,
        message: `${entry.key.text} stands here, and ${name} lies beside the definition: only one of the two can count. Delete one.`,
        related: [
          { path: file.path, span: { start: 0, end: 0 }, message: 'The file beside the definition.' },
        ],
        fixes: owned
          ? [edit(`Delete ${entry.key.text}: ${name} counts`, removeEntry(source, env.root, entry))]
          : [],
      };
    }
  },
};
