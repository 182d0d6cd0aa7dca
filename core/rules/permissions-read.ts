import { edit, removeItem } from '../edit.ts';
import type { Located, Permission, Rights } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { findNode } from '../schema.ts';
import type { MapNode, Source } from '../source.ts';
import type { Span } from '../text.ts';

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
    const first = new Map<string, MapNode>();
    for (const [i, { root, rights }] of (permissions?.value ?? []).entries()) {
      const { group } = rights;
      if (!group || !permissions) continue;
      const before = first.get(group);
      if (!before) first.set(group, root);
      if (before)
        yield {
          span: spanOfGroup(root),
          message: `The group ${group} has permissions already. Write them once.`,
          related: [{ path, span: spanOfGroup(before), message: 'The first ones.' }],
        };
      else if (all?.value && onlyUses(rights))
        yield {
          span: spanOfGroup(root),
          unnecessary: true,
          message: `${group} may use the code env anyway, because usableByAll is true. Set that to false, or delete the permission.`,
          related: [{ path, span: all.span, message: 'Everybody may use it.' }],
          fixes: deletion(source, permissions, i),
        };
    }
  },
};

function spanOfGroup(root: MapNode): Span {
  return (findNode(root, ['group']) ?? root).span;
}

function deletion(source: Source, { node, entry, value }: Located<readonly Permission[]>, i: number): Fix[] {
  const item = value[i];
  const mine =
    node.kind === 'sequence' && !entry?.foreign && node.items.length > 1 && node.items[i] === item?.root;
  return mine ? [edit(`Delete ${item?.rights.group} here`, removeItem(source, node, i))] : [];
}

/** Updating and managing are rights of their own, whoever may use the code env. */
function onlyUses({ use, update, manageUsers }: Rights): boolean {
  return use === true && !update && !manageUsers;
}
