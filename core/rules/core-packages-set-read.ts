import { edit, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { deleteKey } from './delete-key.ts';

export const corePackagesSetRead: Rule = {
  id: 'core-packages-set-read',
  title: 'A set of core packages is chosen only where they are installed',
  severity: 'warning',
  about: 'code-env',
  *check({ path, source, env }) {
    const set = env.corePackagesSet;
    const install = env.installCorePackages;
    if (!set?.entry || install?.value !== false || env.lang === 'R') return;
    yield {
      span: set.entry.key.span,
      unnecessary: true,
      message: `corePackagesSet is ${set.value}, but has no effect while installCorePackages is false. Delete it, or install the core packages.`,
      related: [{ path, span: install.span, message: 'No core packages are installed.' }],
      fixes: [
        ...deleteKey(source, env, set.entry),
        edit('Install the core packages', [replace(install.span, 'true')]),
      ],
    };
  },
};
