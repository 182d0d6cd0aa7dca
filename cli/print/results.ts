import { relative } from 'node:path';
import type { BuildAnswer } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import { BuildFailure } from '../build/build-image.ts';
import { type Action, type Result, titleOf } from '../build/results.ts';
import { countOf, type Unplanned } from '../planned.ts';
import type { Terminal } from '../terminal.ts';
import { oneLine } from './one-line.ts';
import { lineAt, positionOf } from './problems.ts';
import type { Row } from './rows.ts';
import { table } from './table.ts';

/** How many letters of a failure stand in the table. */
const shortLength = 80;

/** Tells each failure at its line with what to do, and where its log is; what an engine says of several images once. */
export function logFailures(results: readonly Result[], terminal: Terminal): void {
  const said = new Map<string, string[]>();
  const told = new Set<Result['error']>();
  for (const result of results) {
    const { error, log } = result;
    // A part that fails is one failure of all images that take it.
    if (error === undefined || (error instanceof BuildFailure && told.has(error))) continue;
    told.add(error);
    if (!(error instanceof BuildFailure)) {
      said.set(error.message, [...(said.get(error.message) ?? []), oneLine(titleOf(result))]);
      continue;
    }
    // All on one line, which an editor takes for its list of problems.
    const words = error.nextStep
      ? `${error.message.replace(/[.\s]*$/, '.')} ${error.nextStep}`
      : error.message;
    const message = `${titleOf(result)}: ${words}`;
    terminal.log(lineAt(error.origin, { rule: 'build', message }, terminal));
    terminal.log(`  ${error.class}.${log ? ` The whole log: ${log}` : ''}`);
  }
  for (const [message, titles] of said) terminal.log(`${titles.join(', ')}: ${message}`);
}

/** `4 images built, 1 failed, 2 current, 5 pushed (2 base images among them)`. */
export function summaryOf(results: readonly Result[]): string {
  const actions: readonly Action[] = ['planned', 'built', 'failed', 'cancelled', 'skipped', 'current'];
  const words = actions.flatMap(action => {
    const count = results.filter(result => result.action === action).length;
    return count > 0 ? [{ count, action: action === 'planned' ? 'to build' : action }] : [];
  });
  const pushed = results.filter(result => result.pushed).length;
  const summary = [...words, ...(pushed > 0 ? [{ count: pushed, action: 'pushed' }] : [])]
    .map(({ count, action }, i) => `${count}${i > 0 ? '' : count === 1 ? ' image' : ' images'} ${action}`)
    .join(', ');
  const bases = results.filter(({ env }) => env === undefined).length;
  return bases > 0 && bases < results.length
    ? `${summary} (${countOf(bases, 'base image')} among them)`
    : summary;
}

/** What would be built, in order. */
export function planTable(results: readonly Result[], { width }: Terminal): string {
  return table(
    ['', 'what', 'base image', 'why'],
    results
      .filter(({ action }) => action === 'planned')
      .map(({ env, base, image, reason }, i) => [
        String(i + 1),
        env ?? `base image ${image}`,
        base ?? '',
        reason ?? '',
      ]),
    width,
  );
}

/** `rows` with what a build told of images that it did not bring to their end. */
export function withResults(rows: readonly Row[], results: readonly Result[]): readonly Row[] {
  return rows.map(row => {
    const result = results.find(({ env, base, image }) =>
      env === undefined
        ? row.env === 'base image' && row.base === image
        : row.env === env && row.base === base,
    );
    if (result?.action === 'failed')
      return { ...row, state: 'failed', why: inShort(result.error?.message ?? '') };
    if (result?.action === 'skipped' && row.state !== 'current')
      return { ...row, state: 'skipped', why: result.reason ?? '' };
    return row;
  });
}

/** As much of a message as a row can hold: all of it is told below the table. */
function inShort(message: string): string {
  const [first = ''] = message.split('\n');
  return first.length > shortLength ? `${first.slice(0, shortLength - 1).trimEnd()}…` : first;
}

/** The results as one JSON document. Lines and columns are counted from 1. */
export function resultsDocument(
  results: readonly Result[],
  unplanned: readonly Unplanned[],
  { folder }: Terminal,
): string {
  const nameOf = (path: string) => toPath(relative(folder, path));
  const printed = (result: Result) => {
    const { env, configs, base, image, dockerHost, before, action, reason, id, pushed, log, error } = result;
    const seconds = result.seconds === undefined ? undefined : Math.round(result.seconds * 1000) / 1000;
    return {
      env,
      configs,
      base,
      image,
      dockerHost,
      before,
      action,
      reason,
      id,
      pushed,
      seconds,
      log,
      ...(error && { failure: { ...failureOf(error), log } }),
    };
  };
  const failureOf = (error: NonNullable<Result['error']>) => {
    if (!(error instanceof BuildFailure)) return { class: 'NO_ENGINE', message: error.message };
    const { line, character } = positionOf(error.origin);
    return {
      path: nameOf(error.origin.path),
      line: line + 1,
      column: character + 1,
      class: error.class,
      message: error.message,
      nextStep: error.nextStep,
    };
  };
  const document = {
    summary: summaryOf(results),
    baseImages: results.filter(({ env }) => env === undefined).map(printed),
    images: results.filter(({ env }) => env !== undefined).map(printed),
    notPlanned: unplanned.map(({ env, definition, reason }) => ({ env, path: nameOf(definition), reason })),
  } satisfies BuildAnswer;
  return `${JSON.stringify(document, null, 2)}\n`;
}
