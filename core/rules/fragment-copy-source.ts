import { type FragmentInstruction, readFragments } from '../fragment.ts';
import type { Rule } from '../rule.ts';

export const fragmentCopySource: Rule = {
  id: 'fragment-copy-source',
  title: 'Dockerfile fragments copy only what the build context holds',
  severity: 'warning',
  about: 'code-env',
  *check({ source, env }) {
    for (const { instructions, embedded } of readFragments(source, env)) {
      for (const instruction of instructions) {
        for (const { text, span } of sourcesOf(instruction)) {
          const outside = /^(?:\/|[A-Za-z]:[\\/])|(?:^|\/)\.\.(?:\/|$)/.test(text);
          yield {
            span: embedded.spanOf(span.start, span.end),
            severity: outside ? 'error' : 'warning',
            message: outside
              ? `${text} is a path of the host, but ${instruction.name} takes files from the build context alone. Fetch it with ADD from an address, or put it into the base image.`
              : `${instruction.name} takes ${text} from the build context, and DSS puts no files of yours there. Fetch it with ADD from an address, put it into the base image, or use the resources folder.`,
          };
        }
      }
    }
  },
};

/** What a COPY or ADD takes from the build context, as far as it is written in clear. */
function sourcesOf(instruction: FragmentInstruction): FragmentInstruction['arguments'] {
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return [];
  if (instruction.flags.includes('from') || instruction.heredocs.length > 0) return [];
  const [first] = instruction.arguments;
  if (instruction.arguments.length < 2 || first?.text.startsWith('[')) return [];
  return instruction.arguments
    .slice(0, -1)
    .filter(({ text }) => !/^(?:code-env(?:\/|$)|\.?\/?$|\.?\/?\*$)|[$"']|:\/\/|^git@/.test(text));
}
