import { edit, replace } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Rule } from '../rule.ts';
import type { Node } from '../source.ts';

const keys = ['currentVersion', 'versions', 'noVersion'] as const;

export const versionsFitMode: Rule = {
  id: 'versions-fit-mode',
  title: 'Versions are written as the deployment mode has them',
  severity: 'warning',
  about: 'code-env',
  *check({ path, env }) {
    const mode = env.deploymentMode;
    if (!mode || mode.value === 'DSS_INTERNAL') return;
    const fitting = keyOf(env);
    const written = env.root.entries.filter(
      ({ key, value }) => keys.some(name => name === key.text) && !isEmpty(value),
    );
    for (const { key, value, foreign } of written) {
      if (key.text === fitting) continue;
      const rename =
        fitting && !foreign && value.kind === 'map' && fitting !== 'versions' && written.length === 1
          ? [
              edit(`Change it to ${fitting}`, [
                replace(key.span, key.style === 'plain' ? fitting : JSON.stringify(fitting)),
              ]),
            ]
          : [];
      yield {
        span: key.span,
        message: fitting
          ? `${key.text} does not go with ${mode.value}, which keeps its content in ${fitting}. Write it there.`
          : `${key.text} is of automation nodes, but ${mode.value} is a mode of design nodes. Write its keys at the top level.`,
        related: [{ path, span: mode.span, message: 'The deployment mode.' }],
        fixes: rename,
      };
    }
  },
};

/** The key that holds the content on an automation node. Source: `DSSAutomationCodeEnvSettings.get_raw` in dataikuapi/dss/admin.py. */
function keyOf({ deploymentMode }: CodeEnv): (typeof keys)[number] | undefined {
  switch (deploymentMode?.value) {
    case 'AUTOMATION_SINGLE':
      return 'currentVersion';
    case 'AUTOMATION_VERSIONED':
      return 'versions';
    case 'DESIGN_MANAGED':
    case 'DESIGN_NON_MANAGED':
      return undefined;
    default:
      return 'noVersion';
  }
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'scalar') return true;
  return node.kind === 'sequence' ? node.items.length === 0 : node.entries.length === 0;
}
