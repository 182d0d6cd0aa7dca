import type { Rule } from '../rule.ts';
import { deleteKey } from './delete-key.ts';

export const externalCondaNamed: Rule = {
  id: 'external-conda-named',
  title: 'externalCondaEnvName and EXTERNAL_CONDA_NAMED go together',
  severity: 'error',
  about: 'code-env',
  *check({ path, source, env }) {
    const mode = env.deploymentMode;
    const name = env.externalCondaEnvName;
    const isNamed = name !== undefined && name.value.trim() !== '';
    // A version of an automation node names it in its own desc.
    const inVersion = env.root.entries.some(({ key }) => key.text === 'noVersion');
    if (mode?.value === 'EXTERNAL_CONDA_NAMED' && !isNamed && !inVersion) {
      yield {
        span: mode.span,
        message:
          'deploymentMode is EXTERNAL_CONDA_NAMED, but externalCondaEnvName does not name a Conda env. Write its name there, or choose another mode.',
      };
    }
    if (!name?.entry || !isNamed || !mode || mode.value === 'EXTERNAL_CONDA_NAMED') return;
    yield {
      span: name.entry.key.span,
      severity: 'warning',
      unnecessary: true,
      message: `externalCondaEnvName is read only while deploymentMode is EXTERNAL_CONDA_NAMED, and it is ${mode.value}. Delete it.`,
      related: [{ path, span: mode.span, message: 'The deployment mode.' }],
      fixes: deleteKey(source, env, name.entry),
    };
  },
};
