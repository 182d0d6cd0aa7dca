import { shapeOf } from '../dss-version.ts';
import { edit, removeEntry, replace } from '../edit.ts';
import { moveInto } from '../move.ts';
import type { DocumentSubject, Rule } from '../rule.ts';
import { findNode, findSchema, type Path } from '../schema.ts';
import { suggest } from '../suggest.ts';

export const unknownKey: Rule = {
  id: 'unknown-key',
  title: 'Every key is one that DSS knows',
  severity: 'warning',
  about: 'document',
  *check(subject) {
    const { source, document, structure } = subject;
    for (const problem of structure) {
      if (problem.kind !== 'unknown-key') continue;
      const { entry, known } = problem;
      const map = document.root && findNode(document.root, problem.path);
      if (map?.kind !== 'map') continue;
      const usual = known.filter(key => isOfShape(subject, [...problem.path, key]));
      const written = new Set(map.entries.map(other => other.key.text));
      const meant = suggest(
        entry.key.text,
        usual.filter(key => !written.has(key)),
      );
      // The mapping beside it in which DSS knows the key.
      const home = meant
        ? undefined
        : usual.find(key => findSchema(subject.kind, [...problem.path, key, entry.key.text]));
      if (problem.open && !meant && !home) continue;
      const removal = entry.foreign
        ? []
        : [edit(`Delete ${entry.key.text}`, removeEntry(source, map, entry))];
      const quoted = entry.key.style === 'plain' ? (meant ?? '') : JSON.stringify(meant);
      const move = home && moveInto(source, map, [entry], home);
      const rename =
        meant && !entry.foreign ? [edit(`Change it to ${meant}`, [replace(entry.key.span, quoted)])] : [];
      yield {
        span: entry.key.span,
        message: `${entry.key.text} is not a key that DSS knows here: it would be dropped in silence.${meant ? ` Did you mean ${meant}?` : home ? ` It belongs into ${home}.` : ' Delete it.'}`,
        fixes: [...rename, ...(move ? [edit(`Move it into ${home}`, move)] : []), ...removal],
      };
    }
  },
};

/** Whether a key is one of the shape that container configurations have in the document's version of DSS. */
function isOfShape({ kind, document }: DocumentSubject, path: Path): boolean {
  const own = findSchema(kind, path)?.['x-shape'];
  const version = own && document.root && findNode(document.root, ['dssVersion']);
  return version?.kind !== 'scalar' || own === (shapeOf(version.text) ?? own);
}
