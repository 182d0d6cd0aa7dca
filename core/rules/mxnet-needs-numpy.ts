import { rewrite } from '../requirements/line-edits.ts';
import { agree } from '../requirements/versions.ts';
import type { Rule } from '../rule.ts';

export const mxnetNeedsNumpy: Rule = {
  id: 'mxnet-needs-numpy',
  title: 'MXNet has the NumPy that it works with',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    const { list, path } = subject;
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const mxnet = list.requirements.find(({ key }) => key?.startsWith('mxnet'));
    if (!mxnet?.name) return;
    for (const { key, name, specifiers, marker, problems } of list.requirements) {
      const last = specifiers.at(-1);
      if (key !== 'numpy' || !name || !last || marker || problems.length > 0) continue;
      const own = specifiers.map(({ operator, version }) => `${operator.text}${version.text}`);
      if (own.some(text => text.startsWith('===')) || agree([...own, '==1.26.*'])) continue;
      const span = { start: name.span.start, end: last.span.end };
      yield {
        span,
        message: `${name.text}${own.join(',')} does not go with ${mxnet.name.text}, which needs NumPy 1.26. Write ${name.text}==1.26.4.`,
        related: [{ path, span: mxnet.name.span, message: 'It is requested here.' }],
        fixes: rewrite(subject, `Write ${name.text}==1.26.4`, span, `${name.text}==1.26.4`),
      };
    }
  },
};
