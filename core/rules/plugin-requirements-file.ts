import { create } from '../edit.ts';
import type { Rule } from '../rule.ts';

export const pluginRequirementsFile: Rule = {
  id: 'plugin-requirements-file',
  title: 'A plugin has spec/requirements.txt beside desc.json',
  severity: 'warning',
  about: 'code-env',
  *check({ env, folder, instance, isInstanceBroken }) {
    if (isInstanceBroken) return;
    if (env.origin !== 'plugin' || env.lang === 'R' || folder.packages) return;
    const version = /^(\d+)\.(\d+)\.(\d+)/
      .exec(instance?.configs.dssVersion?.value ?? '')
      ?.slice(1)
      .map(Number);
    const [major = 0, minor = 0, patch = 0] = version ?? [];
    if (major > 13 || (major === 13 && (minor > 0 || patch >= 2))) return;
    const first = env.root.entries.find(entry => !entry.foreign);
    yield {
      span: first?.key.span ?? env.root.span,
      message:
        'There is no spec/requirements.txt beside this file: automation nodes before DSS 13.0.2 fail on that. Make one, even an empty one.',
      fixes: [create('Create spec/requirements.txt', `${folder.path}/spec/requirements.txt`, '')],
    };
  },
};
