import { Engines } from '../engines.ts';
import { exitOf, noImage, planned } from '../planned.ts';
import { table } from '../print/table.ts';
import { type ImageWithState, statesOf } from '../states.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `status`: prints of each image whether it is current, and why not. */
export async function status(
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = await planned({ envs: [] }, terminal);
  const engines = new Engines(terminal.signal);
  try {
    const images = await statesOf(plan.images, engines);
    if (format === 'json') {
      const printed = images.map(({ planned: { env, configs, base, image }, state, reasons }) => ({
        env,
        configs,
        base,
        image,
        state,
        reasons,
      }));
      terminal.write(`${JSON.stringify({ images: printed }, null, 2)}\n`);
    } else {
      if (images.length > 0) terminal.write(statusTable(images));
      const wanting = images.filter(image => image.state !== 'current').length;
      if (wanting > 0) terminal.log(`${wanting} of ${images.length} images must be built: code-envs build`);
      else if (images.length > 0) terminal.log(allCurrent(images.length));
      else if (plan.complete) terminal.log(noImage);
    }
    return images.every(image => image.state === 'current') ? exitOf(plan) : exit.problems;
  } finally {
    await engines.close();
  }
}

/** `The image is current.`, `All 5 images are current.` */
export function allCurrent(count: number): string {
  return count === 1 ? 'The image is current.' : `All ${count} images are current.`;
}

/** The table of images that `status` and builds end with. */
export function statusTable(images: readonly ImageWithState[]): string {
  return table(
    ['code env', 'configurations', 'on top of', 'state', 'why'],
    images.map(({ planned, state, reasons }) => [
      planned.env,
      planned.configs.join(', '),
      planned.base,
      state,
      reasons.join('; '),
    ]),
  );
}
