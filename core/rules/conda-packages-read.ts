import { edit, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { deleteKey } from './delete-key.ts';

export const condaPackagesRead: Rule = {
  id: 'conda-packages-read',
  title: 'Conda packages are requested only of a code env that is made with Conda',
  severity: 'warning',
  about: 'code-env',
  *check({ path, source, env }) {
    const packages = env.specCondaEnvironment;
    const conda = env.conda;
    if (!packages?.entry || env.origin === 'plugin' || !conda || conda.value) return;
    if (!packages.value.split('\n').some(line => /^\s*[^\s#]/.test(line))) return;
    yield {
      span: packages.entry.key.span,
      unnecessary: true,
      message:
        'specCondaEnvironment requests Conda packages, but conda is false: the code env is not made with Conda. Set conda to true, or move them to specPackageList.',
      related: [{ path, span: conda.span, message: 'Not made with Conda.' }],
      fixes: [
        edit('Set conda to true', [replace(conda.span, 'true')]),
        ...deleteKey(source, env, packages.entry),
      ],
    };
  },
};
