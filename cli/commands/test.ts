import type { ImportResult } from '../../core/index.ts';
import { type Choice, exitOf, noImage, planned } from '../planned.ts';
import { allOf, importLine, summaryOf, type TestedImage, testReport } from '../print/imports.ts';
import { notCurrent, toBuild } from '../print/not-current.ts';
import { importPackages } from '../run/imports.ts';
import { Engines } from '../state/engines.ts';
import { assertAnswered, survey } from '../state/survey.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `test [ENV…]`: imports in each chosen image every package that its code env asks for; none in one that is not current. */
export async function test(
  choice: Choice,
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = await planned(choice, terminal);
  if (plan.images.length === 0 && plan.complete) terminal.log(noImage(choice));
  const engines = new Engines(terminal.signal);
  try {
    const found = await survey(plan.images, [], engines);
    assertAnswered(found);
    const tested: TestedImage[] = [];
    for (const image of found.images) {
      const { planned, state } = image;
      if (state !== 'current') {
        const config = choice.config ?? planned.configs.join(', ');
        const refusal = `${notCurrent(image, config)} ${toBuild(image)}`;
        terminal.log(refusal);
        tested.push({ image, refusal, results: [] });
        continue;
      }
      const results: ImportResult[] = [];
      await importPackages(image, engines, terminal, result => {
        results.push(result);
        if (format === 'text') terminal.write(`${importLine(planned, result, terminal)}\n`);
      });
      tested.push({ image, refusal: undefined, results });
    }
    for (const { message } of found.unreachable.values()) terminal.log(message);
    if (format === 'json') terminal.write(testReport(tested, plan.unplanned, terminal));
    if (tested.length > 0) terminal.log(summaryOf(tested));
    const isWell =
      found.unreachable.size === 0 &&
      tested.every(({ image }) => image.state === 'current') &&
      allOf(tested).every(({ outcome }) => outcome !== 'failed');
    return isWell ? exitOf(plan) : exit.problems;
  } finally {
    await engines.close();
  }
}
