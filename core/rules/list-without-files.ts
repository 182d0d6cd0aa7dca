import type { Rule } from '../rule.ts';
import { selectingPlaces } from '../selection.ts';

export const listWithoutFiles: Rule = {
  id: 'list-without-files',
  title: 'A list of packages holds its lines itself',
  severity: 'error',
  about: 'packages',
  *check({ list, env, definition }) {
    if (list.language !== 'pip' || list.role !== 'requested') return;
    for (const { options } of list.requirements) {
      for (const { name, value } of options) {
        if (!value || (name !== '--requirement' && name !== '--constraint')) continue;
        // An address can be read everywhere, and what an environment variable stands for is not known.
        if (/^(?!file:)[a-z][a-z\d+.-]*:\/\/|\$\{/i.test(value.text)) continue;
        const [selected] = selectingPlaces(env);
        const onHost = /^(?:\/|file:)/i.test(value.text);
        if (onHost && !selected) continue;
        const lost = onHost
          ? `${value.text} is on the disk of the DSS host, and an image is built without it`
          : `${value.text} is not there for pip, which gets this list alone, in a file of another folder`;
        yield {
          span: value.span,
          severity: selected ? 'error' : 'warning',
          message: `${lost}. Write the ${name === '--constraint' ? 'versions' : 'lines'} of that file into the list.`,
          ...(selected && {
            related: [
              {
                path: definition.path,
                span: selected.span,
                message: 'Container configurations are selected here.',
              },
            ],
          }),
        };
      }
    }
  },
};
