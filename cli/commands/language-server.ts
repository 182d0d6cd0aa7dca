import type { Terminal } from '../terminal.ts';

/** `language-server --stdio`: answers an editor over standard input and output. The server ends the process when it hangs up. */
export async function languageServer({ signal }: Terminal): Promise<never> {
  // Loaded only now: no other command needs it. It finds `--stdio` among the words of the process.
  await import('../../server/main.ts');
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
