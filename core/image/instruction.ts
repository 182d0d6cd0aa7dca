import { redact } from './secret.ts';

/** An instruction as people write it: the words of a list instead of its JSON, and no passwords. */
export function instructionInWords(instruction: string): string {
  const [, keyword, list] = /^(\w+) (\[.*\])$/s.exec(instruction) ?? [];
  return redact(list ? `${keyword} ${wordsOf(list)}` : instruction);
}

function wordsOf(list: string): string {
  try {
    return (JSON.parse(list) as readonly string[]).join(' ');
  } catch {
    return list;
  }
}
