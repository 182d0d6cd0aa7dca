import type { Rule } from '../rule.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  title: 'The text is YAML, or JSON where the file is JSON',
  severity: 'error',
  about: 'file',
  *check({ source }) {
    // DSS's own reader of JSON may be as tolerant as ours, where that makes sense of the text.
    const readable = source.documents.every(({ root, brokenAt }) => root && brokenAt === undefined);
    for (const problem of source.problems)
      yield source.language === 'json' && readable ? { ...problem, severity: 'warning' } : problem;
  },
};
