import { automatic, edit, removeItem } from '../edit.ts';
import type { Located } from '../model.ts';
import type { DocumentSubject, Finding, Rule } from '../rule.ts';

type Names = Located<readonly Located<string>[]> | undefined;

export const nameListedOnce: Rule = {
  id: 'name-listed-once',
  title: 'A name stands once in its list',
  severity: 'information',
  about: 'document',
  *check(subject) {
    const { env, configs } = subject;
    const lists: readonly Names[] = env
      ? [env.containerConfs, env.sparkKubernetesConfs, env.acceptedPythonInterpreters]
      : (configs?.executionConfigs.map(config => config.allowedGroups) ?? []);
    for (const list of lists) if (list && list.value.length > 1) yield* repeated(subject, list);
  },
};

function* repeated({ path, source }: DocumentSubject, list: NonNullable<Names>): Iterable<Finding> {
  const first = new Map<string, Located<string>>();
  for (const name of list.value) {
    const before = first.get(name.value);
    if (!before) {
      first.set(name.value, name);
      continue;
    }
    const { node } = list;
    const index = node.kind === 'sequence' && !list.entry?.foreign ? node.items.indexOf(name.node) : -1;
    const fix =
      node.kind === 'sequence' && index >= 0
        ? [edit(`Delete the repeated ${name.value}`, removeItem(source, node, index))]
        : [];
    // A comment behind an item of its own line is not deleted unasked.
    const { start, end } = source.lines.lineSpan(source.lines.positionAt(name.span.start).line);
    const commented = source.text.slice(start, end).includes('#');
    yield {
      span: name.span,
      unnecessary: true,
      message: `${name.value} stands in ${list.entry?.key.text ?? 'the list'} already. Delete it here.`,
      related: [{ path, span: before.span, message: 'The first one.' }],
      fixes: commented ? fix : fix.map(automatic),
    };
  }
}
