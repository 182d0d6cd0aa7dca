import { Socket } from 'node:net';
import { finished } from 'node:stream';
import { ReadStream } from 'node:tty';
import { FileWatch } from '../../workspace/index.ts';
import { type Planned, planned } from '../planned.ts';
import { type Row, rowsOf, rowsTable } from '../print/rows.ts';
import { basesOf } from '../state/bases.ts';
import { Changes } from '../state/changes.ts';
import { Engines } from '../state/engines.ts';
import { FollowedEngines } from '../state/follow-engines.ts';
import { lastFailures } from '../state/last-failures.ts';
import { type Survey, survey } from '../state/survey.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';
import { statusDocument, statusLines } from './status.ts';

/** `status --watch`: prints the states, and again when files or engines have changed them, until the user interrupts, or the program that reads them is gone. */
export async function watchStatus(
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder } = terminal;
  const signal = format === 'json' ? untilGone(terminal) : terminal.signal;
  const changes = new Changes();
  const engines = new Engines(signal);
  const followed = new FollowedEngines(engines, changes.tell, signal);
  const files = await FileWatch.start(folder, {
    onChange: changes.tell,
    onError: ({ message }) => terminal.log(`Not every change of a file will be seen: ${message}`),
  });
  const print = format === 'json' ? jsonPrinter(terminal) : textPrinter(terminal);
  try {
    for (;;) {
      const lines: string[] = [];
      const plan = await planned(
        { envs: [] },
        { ...terminal, interactive: false, log: line => lines.push(line) },
      );
      const bases = await basesOf(plan, true);
      const hosts = new Set([...plan.images, ...bases].map(({ dockerHost }) => dockerHost));
      files.follow(filesOf(plan));
      followed.follow(hosts);
      print({ plan, found: await survey(plan.images, bases, engines), lines });
      await changes.next(signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return exit.cancelled;
  } finally {
    followed.follow(new Set());
    await files.close();
    await engines.close();
  }
}

/** Aborted by the user, and when the program at the other end of the input closes it, be it by its death. */
function untilGone({ input, signal }: Terminal): AbortSignal {
  // At the end of a file or of a console is no program.
  if (!(input instanceof Socket) || input instanceof ReadStream) return signal;
  const gone = new AbortController();
  finished(input, () => gone.abort());
  input.resume().unref();
  return AbortSignal.any([signal, gone.signal]);
}

/** What an image may depend on beside the files in the terminal's folder. */
function filesOf({ images, instances, baseImages }: Planned): readonly string[] {
  return [
    ...instances.map(({ path }) => path),
    ...baseImages.map(({ context }) => context),
    ...images.flatMap(({ steps }) =>
      steps.flatMap(step => (step.kind === 'copy-resources' ? [step.folder] : [])),
    ),
  ];
}

/** One look at everything; `lines` is what was said on the way. */
interface Look {
  readonly plan: Planned;
  readonly found: Survey;
  readonly lines: readonly string[];
}

/** A document on a line of its own, where it differs from the one before. */
function jsonPrinter(terminal: Terminal): (look: Look) => void {
  const say = sayer(terminal);
  let last = '';
  return ({ plan, found, lines }) => {
    say([...lines, ...hint(terminal)]);
    const document = JSON.stringify(statusDocument(found, plan, terminal));
    if (document !== last) terminal.write(`${document}\n`);
    last = document;
  };
}

/** On a terminal the table again and again, elsewhere its rows that have changed. */
function textPrinter(terminal: Terminal): (look: Look) => void {
  const say = sayer(terminal);
  let last: readonly Row[] | undefined;
  return ({ plan, found, lines }) => {
    const rows = rowsOf(found, plan.unplanned, lastFailures(found));
    const before = new Set(last?.map(row => JSON.stringify(row)));
    const changed = rows.filter(row => !before.has(JSON.stringify(row)));
    const keys = new Set(rows.map(keyOf));
    const gone = (last ?? [])
      .filter(row => !keys.has(keyOf(row)))
      .map(row => ({ ...row, state: 'gone', why: 'the definitions do not stand for it any more' }));
    const isNew = last === undefined || changed.length + gone.length > 0;
    last = rows;
    if (isNew && terminal.clear) {
      terminal.clear();
      terminal.write(rowsTable(rows, terminal));
    } else if (isNew) terminal.write(rowsTable([...changed, ...gone], terminal));
    say([...lines, ...statusLines(found, plan), ...hint(terminal)], isNew && terminal.clear !== undefined);
  };
}

/** A person who sees nothing happen must know why. */
function hint({ interactive }: Terminal): readonly string[] {
  return interactive ? ['Watching files and engines for changes. Ctrl-C ends it.'] : [];
}

/** Says what was not said the last time, or all of it. */
function sayer({ log }: Terminal): (lines: readonly string[], all?: boolean) => void {
  let last: readonly string[] = [];
  return (lines, all = false) => {
    for (const line of lines) if (all || !last.includes(line)) log(line);
    last = lines;
  };
}

function keyOf({ env, configs, base }: Row): string {
  return JSON.stringify([env, configs, base]);
}
