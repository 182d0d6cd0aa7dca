import { agree } from '../requirements/versions.ts';
import type { Rule } from '../rule.ts';

export const specifiersAgree: Rule = {
  id: 'specifiers-agree',
  title: 'Some version fits all that is asked of a package',
  severity: 'error',
  about: 'packages',
  *check({ list }) {
    if (list.language !== 'pip') return;
    for (const { name, specifiers, problems } of list.requirements) {
      const [first] = specifiers;
      const last = specifiers.at(-1);
      if (!name || !first || !last || first === last || problems.length > 0) continue;
      const texts = specifiers.map(({ operator, version }) => `${operator.text}${version.text}`);
      // `===` compares letters, not versions.
      if (texts.some(text => text.startsWith('===')) || agree(texts)) continue;
      yield {
        span: { start: first.operator.span.start, end: last.version.span.end },
        message: `No version of ${name.text} fits ${texts.join(' and ')}: pip refuses it. Correct one of them.`,
      };
    }
  },
};
