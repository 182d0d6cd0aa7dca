import { findPasswords } from '../requirements/passwords.ts';
import type { Rule } from '../rule.ts';

export const passwordInRequirements: Rule = {
  id: 'password-in-requirements',
  title: 'No password stands in a list of packages',
  severity: 'warning',
  about: 'packages',
  *check({ list }) {
    if (list.role !== 'requested') return;
    for (const { text, span } of list.text.lines) {
      for (const { start, end, shown } of findPasswords(text))
        yield {
          span: list.text.exact ? { start: span.start + start, end: span.start + end } : span,
          message: `${shown} has a password in it, which everybody can read who may see the definition. Write an environment variable such as \${INDEX_PASSWORD} for it, or give it to pip on the host.`,
        };
    }
  },
};
