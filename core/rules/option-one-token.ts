import { automatic, edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { insertAfter } from './list-items.ts';

export const optionOneToken: Rule = {
  id: 'option-one-token',
  title: 'Each item of the extra options is one token',
  severity: 'error',
  about: 'code-env',
  *check({ source, env }) {
    for (const list of env.envSettings?.lists ?? []) {
      for (const item of list.value) {
        const tokens = tokensOf(item.value);
        if (!tokens) continue;
        const [first = '', ...rest] = tokens;
        // Quotes would have been the shell's, and there is no shell.
        const more = /["'\\]/.test(item.value) ? undefined : insertAfter(source, list, item, rest);
        yield {
          span: item.span,
          message: `${JSON.stringify(item.value)} reaches the tool as one word with a space in it, which is no option. Write ${tokens.length} items: ${tokens.map(token => JSON.stringify(token)).join(', ')}.`,
          fixes: more
            ? [
                automatic(
                  edit(`Split it into ${tokens.length} items`, [
                    replace(item.span, renderScalar(first, source)),
                    more,
                  ]),
                ),
              ]
            : [],
        };
      }
    }
  },
};

/** The words of an item that should have been several; undefined for a right one. A value may have spaces, and so may what follows a `=`. */
function tokensOf(item: string): readonly string[] | undefined {
  const words = item.trim().split(/\s+/);
  if (words.length < 2 || !/^--?[A-Za-z]/.test(words[0] ?? '')) return undefined;
  const separate = /^--?[A-Za-z][\w-]*$/.test(words[0] ?? '');
  const secondOption = words.slice(1).some(word => /^--[a-z]/.test(word));
  return separate || secondOption ? words : undefined;
}
