import { createInterface } from 'node:readline';
import { CancellationError, type CancellationToken, type WorkspaceFolder } from 'vscode';
import { spawnCommand } from '../command-process.ts';

/** How a command is asked. */
export interface Asking {
  readonly commandLine: string;
  readonly folder: WorkspaceFolder;
  readonly token: CancellationToken;
  /** Hears each line of standard error as it comes. */
  readonly onLine?: (line: string) => void;
}

/** What a command has said: on standard output, and on standard error. */
export interface Said {
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs a command of the bundled command line to its end. One that has nothing on standard output could not do what it
 * was asked; its words on standard error are then thrown as an error. What is wrong with definitions and images is no error.
 */
export async function askCommand(words: readonly string[], asking: Asking): Promise<Said> {
  const { commandLine, folder, token, onLine } = asking;
  const child = spawnCommand(commandLine, words, folder.uri.fsPath);
  // Nobody answers its questions.
  child.stdin.on('error', () => {}).end();
  const cancelling = token.onCancellationRequested(() => child.kill());
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', line => {
    errors.push(line);
    onLine?.(line);
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
  });
  try {
    await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  } finally {
    cancelling.dispose();
  }
  if (token.isCancellationRequested) throw new CancellationError();
  if (output === '') throw new Error(errors.join('\n') || `\`code-envs ${words[0]}\` ended without a word.`);
  return { output, errors: errors.join('\n') };
}

/** The same for a command that speaks JSON, with what it says. */
export async function askJson<Answer>(words: readonly string[], asking: Asking): Promise<Answer> {
  const [command = '', ...rest] = words;
  const { output } = await askCommand([command, '--format=json', ...rest], asking);
  return JSON.parse(output) as Answer;
}
