import { readFragments } from '../fragment.ts';
import type { Rule } from '../rule.ts';

export const fragmentWithoutFrom: Rule = {
  id: 'fragment-without-from',
  title: 'A Dockerfile fragment goes on from the base image',
  severity: 'error',
  about: 'code-env',
  *check({ source, env }) {
    for (const fragment of readFragments(source, env)) {
      for (const instruction of fragment.instructions) {
        if (instruction.name !== 'FROM') continue;
        const image = instruction.arguments[0]?.text;
        yield {
          span: fragment.embedded.spanOf(
            instruction.nameSpan.start,
            (instruction.arguments.at(-1)?.span ?? instruction.nameSpan).end,
          ),
          message: `FROM${image ? ` ${image}` : ''} begins another image: the base image of the container configuration and all steps before would be lost. Delete it; another base image is named by baseImage of the container configuration.`,
        };
      }
    }
  },
};
