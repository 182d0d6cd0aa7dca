import type { Fragment, FragmentInstruction } from './fragment.ts';
import type { Span } from './text.ts';

/** A command of a `RUN` instruction: its words, with what is in quotes as one word. */
export interface FragmentCommand {
  readonly words: readonly string[];
  readonly span: Span;
  /** Whether the shell may leave it out: behind `||`, or in an instruction with `if`, `case`, `which`, `command -v` … */
  readonly conditional: boolean;
}

/** The commands of all `RUN` instructions, in their shell form and as here-documents of the shell. */
export function commandsOf(fragment: Fragment): readonly FragmentCommand[] {
  return fragment.instructions.flatMap(instruction =>
    instruction.name === 'RUN' ? commandsOfRun(fragment, instruction) : [],
  );
}

const part =
  /\s*(?:\\\r?\n\s*(?:#.*\n\s*)*)|\r?\n|(&&|\|\|?|;|&)|((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\;&|])+)/gs;

function commandsOfRun(
  { embedded }: Fragment,
  { span: { start, end }, heredocs }: FragmentInstruction,
): FragmentCommand[] {
  const text = embedded.text.slice(start, end);
  const head = /^\w+(?:\s+--[\w-]+(?:=\S*)?)*[ \t]*/.exec(text)?.[0].length ?? 0;
  if (/^\s*\[/.test(text.slice(head))) return [];
  // A here-document is a script of the shell only where nothing else reads it.
  if (heredocs.length > 0 && !/^<<-?["']?\w+["']?[ \t]*\r?\n(?!\s*#!)/.test(text.slice(head))) return [];
  const doubtful = /(?:^|[\s;&|(])(?:if|case|for|while|which|type|command|test|\[)\s/.test(text.slice(head));
  const commands: FragmentCommand[] = [];
  let words: { text: string; from: number; to: number }[] = [];
  let behindOr = false;
  const close = (): void => {
    const first = words[0];
    const last = words.at(-1);
    if (first && last)
      commands.push({
        words: words.map(word => word.text),
        span: embedded.spanOf(start + first.from, start + last.to),
        conditional: doubtful || behindOr,
      });
    words = [];
  };
  for (const match of text.slice(head).matchAll(part)) {
    const [all, operator, word] = match;
    if (word !== undefined) {
      const from = head + match.index;
      // `A=1 command`, `sudo command`: the command is what follows.
      if (words.length === 0 && /^(?:[A-Za-z_]\w*=.*|sudo|exec|time|\(|\{|!)$/s.test(word)) continue;
      words.push({ text: word, from, to: from + word.length });
    } else if (operator !== undefined) {
      close();
      behindOr = operator === '||';
    } else if (!all.includes('\\')) {
      close();
      behindOr = false;
    }
  }
  close();
  return commands;
}
