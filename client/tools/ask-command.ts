import { CancellationError, type CancellationToken, type WorkspaceFolder } from 'vscode';
import { runCommand } from '../command-run.ts';

/** How a command is asked. */
export interface Asking {
  readonly commandLine: string;
  readonly folder: WorkspaceFolder;
  readonly token: CancellationToken;
  /** Hears what it says beside its results, as it comes. */
  readonly onSaid?: (text: string) => void;
}

/** What a command has said: its results, and everything else. */
export interface Said {
  readonly results: string;
  readonly rest: string;
}

/**
 * Runs a command of the bundled command line to its end. One without results could not do what it was asked: the rest of
 * what it said is then thrown as an error. What is wrong with definitions and images is no error.
 */
export async function askCommand(
  words: readonly string[],
  { commandLine, folder, token, onSaid = () => {} }: Asking,
): Promise<Said> {
  const { stdout, stderr } = await runCommand(commandLine, words, {
    folder: folder.uri.fsPath,
    onSaid,
    token,
  });
  if (token.isCancellationRequested) throw new CancellationError();
  const rest = stderr.trimEnd();
  if (stdout === '') throw new Error(rest || `\`code-envs ${words[0]}\` ended without a word.`);
  return { results: stdout, rest };
}

/** The same for a command that speaks JSON, with its results. */
export async function askJson<Answer>(words: readonly string[], asking: Asking): Promise<Answer> {
  const [command = '', ...others] = words;
  const { results } = await askCommand([command, '--format=json', ...others], asking);
  return JSON.parse(results) as Answer;
}
