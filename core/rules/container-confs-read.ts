import { edit, removeEntry, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../suggest.ts';

export const containerConfsRead: Rule = {
  id: 'container-confs-read',
  title: 'Selected container configurations are not overruled by allContainerConfs',
  severity: 'warning',
  about: 'code-env',
  *check({ path, source, env }) {
    const all = env.allContainerConfs;
    const names = env.containerConfs;
    const entry = names?.entry;
    if (!all?.value || !entry || names.value.length === 0) return;
    const selected = listed(names.value.map(name => name.value)).replace(/ or ([^,]*)$/, ' and $1');
    yield {
      span: entry.key.span,
      message: `containerConfs selects ${selected}, but DSS reads it only while allContainerConfs is false, and it is true. Drop one of the two.`,
      unnecessary: true,
      related: [{ path, span: all.span, message: 'Every container configuration is selected here.' }],
      fixes: [
        ...(env.root.entries.includes(entry) && !entry.foreign
          ? [
              edit(
                'Delete containerConfs: every container configuration is selected',
                removeEntry(source, env.root, entry),
              ),
            ]
          : []),
        edit(`Set allContainerConfs to false: only ${selected}`, [replace(all.span, 'false')]),
      ],
    };
  },
};
