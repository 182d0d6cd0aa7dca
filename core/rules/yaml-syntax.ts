import type { Rule } from '../rule.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  title: 'The text is YAML, or JSON where the file is JSON',
  severity: 'error',
  about: 'file',
  *check({ source }) {
    yield* source.problems;
  },
};
