import { relative } from 'node:path';
import { redact } from '../../core/index.ts';
import type { PlanAnswer } from '../../protocol/index.ts';
import { exitOf, noImage, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { table } from '../print/table.ts';
import { basesOf } from '../state/bases.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** `plan`: prints which images the definitions stand for, without asking an engine. */
export async function plan(
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const result = await planned({ envs: [] }, terminal);
  const { images, baseImages, unplanned } = result;
  const bases = await basesOf(result, true);
  if (format === 'json') {
    const answer = { baseImages, images, notPlanned: unplanned } satisfies PlanAnswer;
    terminal.write(
      `${JSON.stringify(answer, (_, value) => (typeof value === 'string' ? redact(value) : value), 2)}\n`,
    );
    return exitOf(result);
  }
  if (bases.length + images.length + unplanned.length > 0) {
    terminal.write(
      table(
        ['code env', 'configurations', 'base image', 'image'],
        [
          ...bases.map(base => ['base image', base.configs.join(', '), base.below.join(', '), base.tag]),
          ...images.map(image => [image.env, image.configs.join(', '), image.base, image.image]),
          ...unplanned.map(({ env, reason }) => [env, '', '', `not planned: ${reason}`]),
        ],
        terminal.width,
      ),
    );
  }
  for (const { tag, context } of bases)
    if (context !== undefined)
      terminal.log(`The base image ${tag} is built from ${relative(terminal.folder, context) || '.'}.`);
  for (const note of new Set(
    images.flatMap(image => image.notes.map(note => oneLine(`${image.env}: ${note}`))),
  ))
    terminal.log(note);
  if (images.length > 0) terminal.log(`${images.length} ${images.length === 1 ? 'image' : 'images'}.`);
  else if (result.complete) terminal.log(noImage());
  return exitOf(result);
}
