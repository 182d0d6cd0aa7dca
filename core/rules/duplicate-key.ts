import { automatic, edit, removeEntry } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { findNode } from '../schema.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'A key stands once in its mapping',
  severity: 'error',
  about: 'document',
  *check({ path, source, document, structure }) {
    for (const problem of structure) {
      if (problem.kind !== 'duplicate-key') continue;
      const { entry, first } = problem;
      const map = document.root && findNode(document.root, problem.path);
      if (map?.kind !== 'map') continue;
      const textOf = (node: typeof entry) =>
        source.text.slice(node.value.span.start, node.value.span.end).trim();
      const same = textOf(entry) === textOf(first);
      const removal = edit(
        same ? 'Delete the repetition' : 'Delete the first one, which has no effect',
        removeEntry(source, map, same ? entry : first),
      );
      yield {
        span: entry.key.span,
        // JSON's own standard does not forbid it.
        severity: source.language === 'json' ? 'warning' : 'error',
        message: `${entry.key.text} already stands in line ${source.lines.positionAt(first.key.span.start).line + 1}. Keep one of the two.`,
        related: [{ path, span: first.key.span, message: 'It stands here first.' }],
        fixes: first.foreign ? [] : [same ? automatic(removal) : removal],
      };
    }
  },
};
