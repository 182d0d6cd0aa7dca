import { relative } from 'node:path';
import type { ImportResult, PlannedImage } from '../../core/index.ts';
import type { TestReport } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import { titleOf } from '../build/results.ts';
import { countOf, type Unplanned } from '../planned.ts';
import type { ImageWithState } from '../state/states.ts';
import type { Terminal } from '../terminal.ts';
import { oneLine } from './one-line.ts';
import { lineAt, positionOf } from './problems.ts';

/** An image whose packages were imported, or why they were not. */
export interface TestedImage {
  readonly image: ImageWithState;
  readonly refusal: string | undefined;
  readonly results: readonly ImportResult[];
}

/** What came of a package, in a line; a failure is at the line that asks for the package. */
export function importLine(image: PlannedImage, result: ImportResult, terminal: Terminal): string {
  const { asked, outcome, version, modules, message } = result;
  const name = version === undefined ? asked.name : `${asked.name} ${version}`;
  const told = (what: string) => `${titleOf(image)}: ${name}: ${what}`;
  switch (outcome) {
    case 'imported':
      return oneLine(
        told(modules.length > 0 ? `imported ${modules.join(', ')}` : 'installed, nothing to import'),
      );
    case 'left out':
      return oneLine(told(`left out: ${message}`));
    case 'failed':
      return lineAt(asked.origin, { rule: 'import', message: told(message ?? '') }, terminal);
  }
}

/** `3 packages imported, 1 failed`. */
export function summaryOf(tested: readonly TestedImage[]): string {
  const results = allOf(tested);
  const count = (outcome: ImportResult['outcome']) =>
    results.filter(result => result.outcome === outcome).length;
  const refused = tested.filter(({ refusal }) => refusal !== undefined).length;
  return [
    `${countOf(count('imported'), 'package')} imported`,
    ...(['failed', 'left out'] as const).flatMap(outcome =>
      count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : [],
    ),
    ...(refused > 0 ? [`${countOf(refused, 'image')} not current`] : []),
  ].join(', ');
}

/** The results as one JSON document. Lines and columns are counted from 1. */
export function testReport(
  tested: readonly TestedImage[],
  unplanned: readonly Unplanned[],
  { folder }: Terminal,
): string {
  const nameOf = (path: string) => toPath(relative(folder, path));
  const report: TestReport = {
    summary: summaryOf(tested),
    images: tested.map(({ image: { planned, state, reasons }, refusal, results }) => ({
      env: planned.env,
      path: nameOf(planned.definition),
      configs: planned.configs,
      base: planned.base,
      image: planned.image,
      dockerHost: planned.dockerHost,
      state,
      reasons,
      refusal,
      packages: results.map(({ asked, outcome, version, modules, seconds, message }) => {
        const { line, character } = positionOf(asked.origin);
        return {
          name: asked.name,
          version,
          modules,
          outcome,
          message,
          seconds,
          path: nameOf(asked.origin.path),
          line: line + 1,
          column: character + 1,
        };
      }),
    })),
    notPlanned: unplanned.map(({ env, definition, reason }) => ({ env, path: nameOf(definition), reason })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The results of all images. */
export function allOf(tested: readonly TestedImage[]): readonly ImportResult[] {
  return tested.flatMap(({ results }) => results);
}
