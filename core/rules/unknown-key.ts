import { edit, removeEntry, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { findNode } from '../schema.ts';
import { suggest } from '../suggest.ts';

export const unknownKey: Rule = {
  id: 'unknown-key',
  title: 'Every key is one that DSS knows',
  severity: 'warning',
  about: 'document',
  *check({ source, document, structure }) {
    for (const problem of structure) {
      if (problem.kind !== 'unknown-key') continue;
      const { entry, known } = problem;
      const map = document.root && findNode(document.root, problem.path);
      if (map?.kind !== 'map') continue;
      const written = new Set(map.entries.map(other => other.key.text));
      const meant = suggest(
        entry.key.text,
        known.filter(key => !written.has(key)),
      );
      const removal = entry.foreign
        ? []
        : [edit(`Delete ${entry.key.text}`, removeEntry(source, map, entry))];
      if (problem.open && !meant) continue;
      const quoted = entry.key.style === 'plain' ? (meant ?? '') : JSON.stringify(meant);
      yield {
        span: entry.key.span,
        message: `${entry.key.text} is not a key that DSS knows here: it would be dropped in silence.${meant ? ` Did you mean ${meant}?` : ' Delete it.'}`,
        fixes:
          meant && !entry.foreign
            ? [edit(`Change it to ${meant}`, [replace(entry.key.span, quoted)]), ...removal]
            : removal,
      };
    }
  },
};
