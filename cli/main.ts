#!/usr/bin/env node
import { program } from './program.ts';
import { exit, UsageError } from './terminal.ts';

const abort = new AbortController();
const interrupt = () => abort.abort(new Error('interrupted'));
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', error =>
  process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? exit.well : exit.problems),
);

const terminal = {
  folder: process.cwd(),
  write: (text: string) => void process.stdout.write(text),
  log: (line: string) => void process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY === true,
  signal: abort.signal,
};

try {
  process.exitCode = await program(process.argv.slice(2), terminal);
} catch (error) {
  if (error instanceof UsageError) {
    terminal.log(error.message);
    process.exitCode = exit.usage;
  } else if (error instanceof Error && error.name === 'EngineError') {
    terminal.log(error.message);
    process.exitCode = exit.noEngine;
  } else if (abort.signal.aborted) {
    terminal.log('Cancelled.');
    process.exitCode = exit.cancelled;
  } else {
    terminal.log(
      `This is a mistake of Code Envs, not yours:\n${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = exit.problems;
  }
}
