import { DockerfileParser, type Flag, type Instruction, type Heredoc as ParsedHeredoc } from 'dockerfile-ast';
import { type Embedded, embeddedIn } from './embedded.ts';
import { remembered } from './memo.ts';
import { type CodeEnv, type FragmentKey, fragmentKeys } from './model.ts';
import type { Source } from './source.ts';
import { LineIndex, type Span } from './text.ts';

/** An instruction of a fragment. Places are offsets in the fragment's text: {@link Embedded.spanOf} tells where that is. */
export interface FragmentInstruction {
  /** In capitals. */
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly arguments: readonly { readonly text: string; readonly span: Span }[];
  readonly flags: readonly string[];
  readonly heredocs: readonly Heredoc[];
}

export interface Heredoc {
  readonly name: string;
  readonly span: Span;
  readonly closed: boolean;
}

/** A piece of a Dockerfile that stands in a definition. */
export interface Fragment {
  readonly key: FragmentKey;
  readonly embedded: Embedded;
  readonly instructions: readonly FragmentInstruction[];
  /** False where the parser is known to take lines of a here-document for instructions. */
  readonly certain: boolean;
}

/** What is put before a fragment, so that it is a Dockerfile and its first comment no parser directive. */
export const fragmentHead = 'FROM scratch\n';

/** The Dockerfile fragments of a code env, in the order of the build. */
export function readFragments(source: Source, env: CodeEnv): readonly Fragment[] {
  const before = known.get(env);
  if (before) return before;
  const fragments = parseFragments(source, env);
  known.set(env, fragments);
  return fragments;
}

/** Several rules read the same fragments. */
const known = new WeakMap<CodeEnv, readonly Fragment[]>();

function parseFragments(source: Source, env: CodeEnv): readonly Fragment[] {
  return fragmentKeys.flatMap(key => {
    const located = env.fragments[key];
    if (!located || located.value.trim() === '') return [];
    const embedded = embeddedIn(source, located);
    return [
      {
        key,
        embedded,
        instructions: instructionsOf(embedded.text),
        certain: !/\d<<-?["'\w]/.test(embedded.text),
      },
    ];
  });
}

const instructionsOf = remembered(200, (text): readonly FragmentInstruction[] => {
  const lines = new LineIndex(text);
  return DockerfileParser.parse(fragmentHead + text)
    .getInstructions()
    .slice(1)
    .map(instruction => readInstruction(instruction, text, lines));
});

type Place = { start: { line: number; character: number }; end: { line: number; character: number } };

/** Where a place in the text with {@link fragmentHead} before it is in the fragment's own text. */
export function withoutHead(lines: LineIndex, { start, end }: Place): Span {
  const offsetOf = ({ line, character }: Place['start']) => lines.offsetAt({ line: line - 1, character });
  return { start: offsetOf(start), end: offsetOf(end) };
}

function readInstruction(instruction: Instruction, text: string, lines: LineIndex): FragmentInstruction {
  // Only some kinds of instructions have these.
  const flagged = instruction as unknown as { getFlags?(): Flag[]; getHeredocs?(): ParsedHeredoc[] };
  return {
    name: instruction.getKeyword(),
    span: withoutHead(lines, instruction.getRange()),
    nameSpan: withoutHead(lines, instruction.getInstructionRange()),
    arguments: instruction
      .getArguments()
      .map(argument => ({ text: argument.getValue(), span: withoutHead(lines, argument.getRange()) })),
    flags: flagged.getFlags?.().map(flag => flag.getName()) ?? [],
    heredocs:
      flagged.getHeredocs?.().map(heredoc => ({
        name: heredoc.getName(),
        span: withoutHead(lines, heredoc.getStartRange()),
        closed: heredoc.getDelimiterRange() !== null || hasLine(text, heredoc.getName()),
      })) ?? [],
  };
}

/** Whether some line is the end of this here-document, wherever the parser stopped to look for it. */
function hasLine(text: string, delimiter: string): boolean {
  return text.split(/\r?\n/).some(line => line.replace(/^\t+/, '') === delimiter);
}
