import { availableParallelism } from 'node:os';
import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import { instructionInWords } from '../../core/index.ts';
import type { BuildEvent } from '../../engine/index.ts';
import { oneLine } from '../print/one-line.ts';
import type { Terminal } from '../terminal.ts';
import { KeptLog } from './kept-log.ts';

/** Something to build or push, under the name that people see. */
export interface Job {
  readonly title: string;
  /** The name under which its logs are kept: of a build that of the image. */
  readonly log: string;
  /** Gives the id of the image, where that is known, or the digest of what was pushed. */
  readonly run: (onEvent: (event: BuildEvent) => void) => Promise<string | undefined>;
}

/** What became of a job; one that was not begun has only the end `cancelled`. */
export interface Outcome {
  readonly end: 'built' | 'failed' | 'cancelled';
  readonly id?: string | undefined;
  readonly error?: unknown;
  readonly seconds?: number;
  /** The file with everything that was said. */
  readonly log?: string | undefined;
}

/** More builds at a time only share the same processors, disk and network. */
const mostParallel = 4;

/**
 * Runs jobs, some at a time: one that fails does not stop the others. Draws progress on a terminal and writes plain
 * lines elsewhere. The outcomes are in the order of the jobs.
 */
export async function runBuilds(jobs: readonly Job[], terminal: Terminal): Promise<readonly Outcome[]> {
  const outcomes = new Map<Job, Outcome>();
  const say = (line: string) => {
    if (!terminal.interactive) terminal.log(line);
  };
  const list = new Listr<undefined, 'default', 'silent'>(
    jobs.map(job => ({
      title: job.title,
      task: async (_, task) => {
        if (terminal.signal.aborted) return task.skip(`${job.title}: not begun`);
        say(`${job.title}: begins`);
        const outcome = await attempt(job, terminal.signal, event => {
          const line = lineOf(event);
          if (line === undefined) return;
          if (terminal.interactive) task.output = line;
          else if (event.kind !== 'output') terminal.log(`${job.title}: ${line}`);
        });
        outcomes.set(job, outcome);
        const seconds = `${Math.max(1, Math.round(outcome.seconds ?? 0))} s`;
        switch (outcome.end) {
          case 'built':
            say(`${job.title}: done in ${seconds}`);
            task.title = `${job.title} (${seconds})`;
            return;
          case 'cancelled':
            say(`${job.title}: cancelled`);
            return task.skip(`${job.title}: cancelled`);
          case 'failed':
            say(`${job.title}: failed`);
            throw new Error('failed');
        }
      },
    })),
    {
      concurrent: Math.min(mostParallel, availableParallelism()),
      exitOnError: false,
      registerSignalListeners: false,
      silentRendererCondition: !terminal.interactive,
      rendererOptions: {
        collapseErrors: true,
        showErrorMessage: false,
        formatOutput: 'truncate',
        logger: new ListrLogger({
          useIcons: true,
          processOutput: new ProcessOutput(process.stderr, process.stderr),
        }),
      },
    },
  );
  await list.run();
  return jobs.map(job => outcomes.get(job) ?? { end: 'cancelled' });
}

async function attempt(
  job: Job,
  signal: AbortSignal,
  onEvent: (event: BuildEvent) => void,
): Promise<Outcome> {
  const began = performance.now();
  const log = new KeptLog(job.log);
  const ended = () => ({ seconds: (performance.now() - began) / 1000, log: log.file });
  try {
    const id = await job.run(event => {
      log.add(event);
      onEvent(event);
    });
    log.end('done', `${job.log} ${id ?? ''}`);
    return { end: 'built', id, ...ended() };
  } catch (error) {
    if (signal.aborted) log.end('cancelled', '');
    else log.end('failed', error instanceof Error ? error.message : String(error));
    return { end: signal.aborted ? 'cancelled' : 'failed', error, ...ended() };
  }
}

function lineOf(event: BuildEvent): string | undefined {
  if (event.kind === 'output') return oneLine(event.text.trim().split('\n').at(-1) ?? '') || undefined;
  const instruction = oneLine(instructionInWords(event.instruction));
  const short = instruction.length > 100 ? `${instruction.slice(0, 99)}…` : instruction;
  return `${event.step}/${event.total} ${short}${event.kind === 'cached' ? ' (cached)' : ''}`;
}
