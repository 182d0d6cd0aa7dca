import { edit, renderScalar, replace } from '../edit.ts';
import type { DeploymentMode } from '../model.ts';
import type { Rule } from '../rule.ts';

/** What a mode becomes on the other kind of node. Modes that both have are not named. Source: doc.dataiku.com, code-envs/automation. */
const elsewhere: Readonly<Partial<Record<DeploymentMode, DeploymentMode>>> = {
  DESIGN_MANAGED: 'AUTOMATION_VERSIONED',
  DESIGN_NON_MANAGED: 'AUTOMATION_NON_MANAGED_PATH',
  AUTOMATION_VERSIONED: 'DESIGN_MANAGED',
  AUTOMATION_SINGLE: 'DESIGN_MANAGED',
  AUTOMATION_NON_MANAGED_PATH: 'DESIGN_NON_MANAGED',
};

export const modeFitsNode: Rule = {
  id: 'mode-fits-node',
  title: 'The deployment mode is one of the kind of node',
  severity: 'warning',
  about: 'code-env',
  *check({ source, env, instance }) {
    const mode = env.deploymentMode;
    const node = instance?.configs.nodeType;
    const other = mode && elsewhere[mode.value];
    if (!instance || !node || !other || mode.value.startsWith(`${node.value}_`)) return;
    const words = (kind: string) => (kind === 'DESIGN' ? 'a design node' : 'an automation node');
    yield {
      span: mode.span,
      message: `${mode.value} is a mode of ${mode.value.startsWith('DESIGN') ? 'design' : 'automation'} nodes, but nodeType is ${node.value}. On ${words(node.value)} it is ${other}.`,
      related: [{ path: instance.path, span: node.span, message: 'The kind of node.' }],
      fixes: [edit(`Change it to ${other}`, [replace(mode.span, renderScalar(other, source))])],
    };
  },
};
