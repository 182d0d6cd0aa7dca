import type { Rule } from '../rule.ts';
import { outdatedInterpreters } from './interpreter-supported.ts';

export const pluginInterpreters: Rule = {
  id: 'plugin-interpreters',
  title: 'A plugin accepts an interpreter that DSS supports',
  severity: 'warning',
  about: 'code-env',
  *check({ env }) {
    const accepted = env.acceptedPythonInterpreters;
    if (!accepted?.entry || env.origin !== 'plugin' || env.lang === 'R') return;
    const written = accepted.node.kind === 'sequence' ? accepted.node.items.length : 0;
    if (written === 0) {
      yield {
        span: accepted.span,
        severity: 'information',
        message:
          'acceptedPythonInterpreters is empty: whoever creates the code env gets an interpreter that nobody has tried. Name those that the plugin works with.',
      };
    } else if (
      accepted.value.length === written &&
      accepted.value.every(({ value }) => outdatedInterpreters.includes(value))
    ) {
      yield {
        span: accepted.entry.key.span,
        message: `The plugin accepts only interpreters that are deprecated: ${accepted.value.map(({ value }) => value).join(', ')} (WARN_MISC_CODE_ENV_DEPRECATED_INTERPRETER). Make it work with PYTHON39 or later, and add that.`,
      };
    }
  },
};
