import { edit, replace } from '../edit.ts';
import { readFragments } from '../fragment.ts';
import type { Rule } from '../rule.ts';
import { suggest } from '../suggest.ts';

/** Source: docs.docker.com, reference/dockerfile. */
const known = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

export const fragmentInstruction: Rule = {
  id: 'fragment-instruction',
  title: 'Dockerfile fragments hold instructions that Docker knows',
  severity: 'error',
  about: 'code-env',
  *check({ source, env }) {
    for (const fragment of readFragments(source, env)) {
      if (!fragment.certain) continue;
      for (const { name, nameSpan } of fragment.instructions) {
        if (known.includes(name) || name.startsWith('\\')) continue;
        const written = fragment.embedded.text.slice(nameSpan.start, nameSpan.start + name.length);
        const span = fragment.embedded.spanOf(nameSpan.start, nameSpan.end);
        const meant = suggest(name, known);
        // A line that was meant for the shell: a command in small letters.
        const command = !meant && /^[a-z]/.test(written);
        yield {
          span,
          message: `${written} is not an instruction of Docker. ${meant ? `Did you mean ${meant}?` : command ? 'Write RUN before it, or end the line before with && \\.' : 'Use one that it knows, such as RUN, ENV or COPY.'}`,
          fixes: meant ? [edit(`Change it to ${meant}`, [replace(span, meant)])] : [],
        };
      }
    }
  },
};
