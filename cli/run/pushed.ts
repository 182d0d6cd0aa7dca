import type { PlannedImage } from '../../core/index.ts';
import { splitReference } from '../../engine/reference.ts';
import { Pushes } from '../build/pushes.ts';
import { imageResult, isBad } from '../build/results.ts';
import type { Planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { logFailures } from '../print/results.ts';
import type { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import type { Terminal } from '../terminal.ts';

/**
 * By what a cluster pulls images: with their digests, so that what runs is what is here. Those that their registries do
 * not have are pushed first. Gives undefined, and says why, where that fails.
 */
export async function pushedNames(
  images: readonly ImageWithState[],
  plan: Planned,
  engines: Engines,
  terminal: Terminal,
): Promise<ReadonlyMap<PlannedImage, string> | undefined> {
  const names = new Map<PlannedImage, string>();
  const missing: ImageWithState[] = [];
  for (const image of images) {
    const { planned } = image;
    if (!planned.push) {
      terminal.log(
        oneLine(
          `${planned.image} has no registry: without a repositoryURL it must be on the node already, as on a cluster of this machine.`,
        ),
      );
      names.set(planned, planned.image);
      continue;
    }
    const digest = await (await engines.connect(planned.dockerHost)).findPushed(planned.image);
    if (digest === undefined) missing.push(image);
    else names.set(planned, atDigest(planned.image, digest));
  }
  if (missing.length === 0) return names;
  const pushes = new Pushes(
    { ...plan, images: missing.map(({ planned }) => planned) },
    [],
    engines,
    terminal,
  );
  const results = await pushes.push(
    missing.map(({ planned, id, state }) =>
      imageResult(planned, { before: state, action: 'current', reason: undefined, id }),
    ),
  );
  logFailures(results, terminal);
  for (const [i, { pushed }] of results.entries()) {
    const planned = missing[i]?.planned;
    if (planned && pushed) names.set(planned, atDigest(planned.image, pushed.digest));
  }
  return terminal.signal.aborted || results.some(isBad) ? undefined : names;
}

function atDigest(image: string, digest: string): string {
  return `${splitReference(image).name}@${digest}`;
}
