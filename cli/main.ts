import { createInterface } from 'node:readline';
import { program } from './program.ts';
import { type ExitCode, exit, UsageError } from './terminal.ts';

// What libraries announce to their users is no news for ours.
process.noDeprecation = true;

const abort = new AbortController();
const interrupt = () => {
  // Whoever asks twice does not want to wait for a tidy end.
  if (abort.signal.aborted) process.exit(exit.cancelled);
  abort.abort(new Error('interrupted'));
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// A reader such as `head` that has seen enough is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', error =>
    process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? exit.well : exit.problems),
  );
}

const terminal = {
  folder: process.cwd(),
  write: (text: string) => void process.stdout.write(text),
  log: (line: string) => void process.stderr.write(`${line}\n`),
  draw: (text: string) => void process.stderr.write(text),
  // Some terminals do not say how wide they are: in those nothing can be drawn.
  interactive: process.stderr.isTTY === true && process.stderr.columns > 0,
  // A terminal can be made wider while we run.
  get width() {
    return process.stdout.columns || undefined;
  },
  clear: process.stdout.isTTY ? () => void process.stdout.write('\u001b[2J\u001b[3J\u001b[H') : undefined,
  input: process.stdin,
  ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
  signal: abort.signal,
};

function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, signal: abort.signal });
  // Where a line is read, Ctrl-C is a key.
  lines.on('SIGINT', interrupt);
  lines.setPrompt(question);
  lines.prompt();
  return new Promise(resolve => {
    lines.once('close', () => resolve(''));
    lines.once('line', line => {
      resolve(line);
      lines.close();
    });
  });
}

/** The net that catches what no command expected. */
function codeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    terminal.log(error.message);
    return exit.usage;
  }
  if (error instanceof Error && error.name === 'EngineError') {
    terminal.log(error.message);
    return exit.noEngine;
  }
  if (abort.signal.aborted) {
    terminal.log('Cancelled.');
    // A request that an engine never answers would keep the process.
    process.exit(exit.cancelled);
  }
  terminal.log(
    `This is a mistake of Code Envs, not yours:\n${error instanceof Error ? error.stack : String(error)}`,
  );
  return exit.problems;
}

// Not awaited at the top level, which the CommonJS of the bundle does not have.
program(process.argv.slice(2), terminal)
  .catch(codeOf)
  .then(code => {
    process.exitCode = code;
  });
