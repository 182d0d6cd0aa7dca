import { automatic, edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { listed, newestFirst, suggest } from '../suggest.ts';

export const unknownValue: Rule = {
  id: 'unknown-value',
  title: 'Every value is one of those that DSS knows',
  severity: 'error',
  about: 'document',
  *check({ source, structure, folder }) {
    for (const problem of structure) {
      if (problem.kind !== 'unknown-value' || problem.node.kind !== 'scalar') continue;
      const { node, known, open } = problem;
      const key = problem.path.findLast(step => typeof step === 'string') ?? '';
      const version = /^(?:python)?([23])\.?(\d+)$/i.exec(node.text);
      const meant =
        version && key === 'pythonInterpreter'
          ? known.find(value => value === `PYTHON${version[1]}${version[2]}`)
          : suggest(node.text, known);
      const changeTo = (value: string) =>
        edit(`Change it to ${value}`, [replace(node.span, renderScalar(value, source))]);
      // Each of the resources modes needs nothing else, but COPY something to copy. Other values bring other keys along.
      const fitting =
        key === 'dockerImageResources' ? known.filter(value => value !== 'COPY' || folder?.hasResources) : [];
      // Upper and lower case, and a version written in another way, can mean nothing else.
      const mechanical =
        meant !== undefined && (version !== null || meant.toLowerCase() === node.text.toLowerCase());
      // A newer DSS can know other values, but writes none in another way.
      const canBeNewer =
        open && !mechanical && (key !== 'pythonInterpreter' || /^PYTHON\d+$/.test(node.text));
      yield {
        span: node.span,
        severity: canBeNewer ? 'warning' : 'error',
        message: `${JSON.stringify(node.text)} is not a known value of ${key}.${meant ? ` Did you mean ${meant}?` : ''} Known: ${listed(newestFirst(known), known.length)}.`,
        fixes:
          meant === undefined
            ? fitting.map(changeTo)
            : [mechanical ? automatic(changeTo(meant)) : changeTo(meant)],
      };
    }
  },
};
