import { edit, removeEntry, renderScalar, replace } from '../edit.ts';
import { type DeploymentMode, isManaged } from '../model.ts';
import type { Rule } from '../rule.ts';
import { selectingPlaces } from '../selection.ts';
import { deselect } from './deselect.ts';

const managedModes: Readonly<Partial<Record<DeploymentMode, DeploymentMode>>> = {
  DESIGN_NON_MANAGED: 'DESIGN_MANAGED',
  PLUGIN_NON_MANAGED: 'PLUGIN_MANAGED',
  AUTOMATION_NON_MANAGED_PATH: 'AUTOMATION_SINGLE',
  EXTERNAL_CONDA_NAMED: 'DESIGN_MANAGED',
};

export const containersNeedManagedEnv: Rule = {
  id: 'containers-need-managed-env',
  title: 'Only a managed code env is used in containers',
  severity: 'error',
  about: 'code-env',
  *check({ path, source, env }) {
    const mode = env.deploymentMode;
    if (!mode || isManaged(env)) return;
    for (const place of selectingPlaces(env)) {
      const managed = managedModes[mode.value];
      const conda = env.root.entries.find(
        entry => entry.key.text === 'externalCondaEnvName' && !entry.foreign,
      );
      const makeManaged = managed && [
        replace(mode.span, renderScalar(managed, source)),
        ...(conda ? removeEntry(source, env.root, conda) : []),
      ];
      yield {
        span: place.span,
        message: `Container configurations are selected, but ${mode.value} is not managed: DSS does not own its content and cannot build an image of it. Deselect them, or make the code env managed.`,
        related: [{ path, span: mode.span, message: 'The deployment mode.' }],
        fixes: [deselect(source, env), ...(makeManaged ? [edit(`Make it ${managed}`, makeManaged)] : [])],
      };
    }
  },
};
