import { addEntry, edit } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { Finding, Rule } from '../rule.ts';
import { findSchema } from '../schema.ts';
import type { MapNode, Source } from '../source.ts';

export const missingKey: Rule = {
  id: 'missing-key',
  title: 'The keys that DSS cannot do without are there',
  severity: 'error',
  about: 'document',
  *check({ kind, source, document, structure, env }) {
    // Where the text is broken, what is missing may only be hidden.
    if (source.problems.length > 0) return;
    for (const problem of structure) {
      if (problem.kind !== 'missing-key') continue;
      const example = Object.keys(findSchema(kind, [...problem.path, problem.key])?.['x-values'] ?? {})[0];
      yield missing(source, problem.map, problem.key, example ? [example] : []);
    }
    if (env?.origin !== 'definition' || document.root?.kind !== 'map') return;
    const written = (key: string) =>
      document.root?.kind === 'map' && document.root.entries.some(entry => entry.key.text === key);
    if (!env.envLang && !written('envLang')) yield missing(source, document.root, 'envLang', ['PYTHON', 'R']);
    if (!env.deploymentMode && !written('deploymentMode') && !written('desc')) {
      yield missing(source, document.root, 'deploymentMode', ['DESIGN_MANAGED']);
    }
  },
};

function missing(source: Source, map: MapNode, key: string, values: readonly string[]): Finding {
  const first = map.entries.find(entry => !entry.foreign);
  const fixes: Fix[] = values.map(value =>
    edit(`Add ${key}: ${value}`, [
      addEntry(source, map, key, source.language === 'json' ? JSON.stringify(value) : value),
    ]),
  );
  return {
    span: first?.key.span ?? map.span,
    message: `${key} is missing here. Add it${values.length > 0 ? `, as in ${key}: ${values[0]}` : ''}.`,
    fixes: first ? fixes : [],
  };
}
