import { edit, removeItem } from '../edit.ts';
import type { Located, Permission } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const permissionsRead: Rule = {
  id: 'permissions-read',
  title: 'Permissions say something, and once for each group',
  severity: 'information',
  about: 'code-env',
  *check({ path, source, env }) {
    const { usableByAll: all, permissions } = env;
    if (all?.value === false && (permissions?.value.length ?? 0) === 0) {
      yield {
        span: all.span,
        severity: 'hint',
        message:
          'usableByAll is false, and permissions name no group: nobody but the owner and administrators can use the code env. Name groups in permissions, or set it to true.',
      };
    }
    const first = new Map<string, Located<string>>();
    for (const [i, permission] of (permissions?.value ?? []).entries()) {
      const { group } = permission;
      if (!group || !permissions) continue;
      const before = first.get(group.value);
      if (!before) first.set(group.value, group);
      if (before)
        yield {
          span: group.span,
          message: `The group ${group.value} has permissions already. Write them once.`,
          related: [{ path, span: before.span, message: 'The first ones.' }],
        };
      else if (all?.value && onlyUses(permission))
        yield {
          span: group.span,
          unnecessary: true,
          message: `${group.value} may use the code env anyway, because usableByAll is true. Set that to false, or delete the permission.`,
          related: [{ path, span: all.span, message: 'Everybody may use it.' }],
          fixes: deletion(source, permissions, i),
        };
    }
  },
};

function deletion(source: Source, { node, entry, value }: Located<readonly Permission[]>, i: number): Fix[] {
  const item = value[i];
  const mine =
    node.kind === 'sequence' && !entry?.foreign && node.items.length > 1 && node.items[i] === item?.root;
  return mine ? [edit(`Delete ${item?.group?.value} here`, removeItem(source, node, i))] : [];
}

/** Updating and managing are rights of their own, whoever may use the code env. */
function onlyUses({ use, update, manageUsers }: Permission): boolean {
  return use?.value === true && !update?.value && !manageUsers?.value;
}
