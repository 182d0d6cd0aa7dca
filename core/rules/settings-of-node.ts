import { edit, removeEntry } from '../edit.ts';
import type { Rule } from '../rule.ts';

export const settingsOfNode: Rule = {
  id: 'settings-of-node',
  title: 'Extra options are inherited in the way of the kind of node',
  severity: 'warning',
  about: 'code-env',
  *check({ path, source, env, instance }) {
    const settings = env.envSettings;
    const mode = env.deploymentMode;
    const node = instance?.configs.nodeType;
    // Modes that both kinds of node have do not tell which it is.
    const kind = /^(DESIGN|AUTOMATION)_/.exec(mode?.value ?? '')?.[1] ?? node?.value;
    if (!settings || !kind) return;
    const wrong = kind === 'DESIGN' ? settings.overrideImportedEnvSettings : settings.inheritGlobalSettings;
    const right = kind === 'DESIGN' ? 'inheritGlobalSettings' : 'overrideImportedEnvSettings';
    const entry = wrong?.entry;
    if (!wrong || !entry) return;
    const said = mode?.value.startsWith(`${kind}_`) ? { path, span: mode.span } : undefined;
    yield {
      span: entry.key.span,
      message: `${entry.key.text} is of ${kind === 'DESIGN' ? 'automation' : 'design'} nodes; a ${kind === 'DESIGN' ? 'design' : 'automation'} node has ${right} instead, with the opposite meaning. Use that.`,
      related: said ? [{ ...said, message: 'The deployment mode.' }] : [],
      fixes:
        settings.root.entries.includes(entry) && !entry.foreign && settings.root.entries.length > 1
          ? [edit(`Delete ${entry.key.text}`, removeEntry(source, settings.root, entry))]
          : [],
    };
  },
};
