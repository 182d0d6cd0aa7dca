import { edit, removeEntry, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';

export const optionsRead: Rule = {
  id: 'options-read',
  title: "A code env's own extra options are not overruled by the instance's",
  severity: 'warning',
  about: 'code-env',
  *check({ path, source, env }) {
    const settings = env.envSettings;
    const inherits = settings?.inheritGlobalSettings;
    const overrides = settings?.overrideImportedEnvSettings;
    const overruled =
      inherits?.value === true ? inherits : overrides?.value === false ? overrides : undefined;
    const key = overruled?.entry?.key.text;
    if (!settings || !overruled || !key) return;
    const own = String(!overruled.value);
    for (const list of settings.lists) {
      const entry = list.entry;
      if (!entry || list.value.length === 0) continue;
      const removal: readonly Fix[] =
        settings.root.entries.includes(entry) && !entry.foreign
          ? [edit(`Delete ${entry.key.text}`, removeEntry(source, settings.root, entry))]
          : [];
      yield {
        span: entry.key.span,
        unnecessary: true,
        message: `${entry.key.text} is ignored while ${key} is ${overruled.value}: the options of the instance count. Set ${key} to ${own}, or delete the list.`,
        related: [{ path, span: overruled.span, message: "The instance's options count." }],
        fixes: [edit(`Set ${key} to ${own}`, [replace(overruled.span, own)]), ...removal],
      };
    }
  },
};
