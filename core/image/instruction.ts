/** An instruction as people write it: the words of a list instead of its JSON, and no passwords. */
export function instructionInWords(instruction: string): string {
  const [, keyword, list] = /^(\w+) (\[.*\])$/s.exec(instruction) ?? [];
  return withoutPasswords(list ? `${keyword} ${wordsOf(list)}` : instruction);
}

function wordsOf(list: string): string {
  try {
    return (JSON.parse(list) as readonly string[]).join(' ');
  } catch {
    return list;
  }
}

/** `text` without what stands before the `@` of addresses. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\/\/)[^/\s"'@]+@/g, '$1…@');
}
