import { availableParallelism } from 'node:os';
import { Listr, ProcessOutput } from 'listr2';
import type { BuildEvent } from '../engine/index.ts';
import { oneLine } from './print/one-line.ts';
import type { Terminal } from './terminal.ts';

/** Something to build, under the name that people see. */
export interface Job {
  readonly title: string;
  readonly run: (onEvent: (event: BuildEvent) => void) => Promise<void>;
}

/** What became of a job: undefined when it went well. */
export interface Outcome {
  readonly title: string;
  readonly error: unknown;
}

/** More builds at a time only share the same processors, disk and network. */
const mostParallel = 4;

/** Runs jobs, some at a time: one that fails does not stop the others. Draws progress on a terminal and writes plain lines elsewhere. */
export async function runBuilds(jobs: readonly Job[], terminal: Terminal): Promise<readonly Outcome[]> {
  const outcomes = new Map<Job, Outcome>();
  const attempt = async (job: Job, onEvent: (event: BuildEvent) => void): Promise<void> => {
    try {
      await job.run(onEvent);
      outcomes.set(job, { title: job.title, error: undefined });
    } catch (error) {
      outcomes.set(job, { title: job.title, error });
      throw error;
    }
  };
  const list = new Listr(
    jobs.map(job => ({
      title: job.title,
      task: async (_: unknown, task: { output: string; title: string; skip: (title: string) => void }) => {
        if (terminal.signal.aborted) {
          task.skip(`${job.title}: not begun`);
          return;
        }
        const started = Date.now();
        if (!terminal.interactive) terminal.log(`${job.title}: begins`);
        try {
          await attempt(job, event => {
            const line = lineOf(event);
            if (line === undefined) return;
            if (terminal.interactive) task.output = line;
            else if (event.kind !== 'output') terminal.log(`${job.title}: ${line}`);
          });
          const seconds = `${Math.max(1, Math.round((Date.now() - started) / 1000))} s`;
          if (terminal.interactive) task.title = `${job.title} (${seconds})`;
          else terminal.log(`${job.title}: done in ${seconds}`);
        } catch (error) {
          if (terminal.signal.aborted) {
            if (!terminal.interactive) terminal.log(`${job.title}: cancelled`);
            task.skip(`${job.title}: cancelled`);
            return;
          }
          if (!terminal.interactive) terminal.log(`${job.title}: failed`);
          throw new Error('failed', { cause: error });
        }
      },
    })),
    {
      concurrent: Math.min(mostParallel, availableParallelism()),
      exitOnError: false,
      registerSignalListeners: false,
      renderer: terminal.interactive ? 'default' : 'silent',
      rendererOptions: {
        collapseErrors: true,
        showErrorMessage: false,
        outputBar: 1,
        formatOutput: 'truncate',
      } as never,
      processOutput: new ProcessOutput(process.stderr, process.stderr),
    } as never,
  );
  await list.run();
  // In the order of the jobs, however they came to their ends.
  return jobs.flatMap(job => outcomes.get(job) ?? []);
}

function lineOf(event: BuildEvent): string | undefined {
  if (event.kind === 'output') return oneLine(event.text.trim().split('\n').at(-1) ?? '') || undefined;
  return `${event.step}/${event.total} ${oneLine(event.instruction)}${event.kind === 'cached' ? ' (cached)' : ''}`;
}
