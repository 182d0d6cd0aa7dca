import { edit, removeEntry, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';

export const usableByGroups: Rule = {
  id: 'usable-by-groups',
  title: 'Groups are named exactly where only groups may use a configuration',
  severity: 'warning',
  about: 'container-configs',
  *check({ source, configs }) {
    for (const { root, usableBy, allowedGroups } of configs.executionConfigs) {
      const groups = allowedGroups?.value ?? [];
      // A list of another kind is told by the structure rules.
      const unread = root.entries.some(({ key }) => key.text === 'allowedGroups') && !allowedGroups;
      if (usableBy?.value === 'ALLOWED' && groups.length === 0 && !unread) {
        yield {
          span: usableBy.span,
          message:
            'usableBy is ALLOWED, but allowedGroups names no group: no group may use the configuration. Name one, or write ALL.',
          fixes: [edit('Change it to ALL', [replace(usableBy.span, 'ALL')])],
        };
      } else if (usableBy?.value === 'ALL' && allowedGroups?.entry && groups.length > 0) {
        yield {
          span: allowedGroups.entry.key.span,
          unnecessary: true,
          message:
            'usableBy is ALL, so that allowedGroups counts for nothing. Change usableBy to ALLOWED, or delete the groups.',
          fixes: [
            edit('Change usableBy to ALLOWED', [replace(usableBy.span, 'ALLOWED')]),
            ...(allowedGroups.entry.foreign
              ? []
              : [edit('Delete allowedGroups', removeEntry(source, root, allowedGroups.entry))]),
          ],
        };
      }
    }
  },
};
