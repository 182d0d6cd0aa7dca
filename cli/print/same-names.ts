import { relative } from 'node:path';
import type { PlannedImage, Project } from '../../core/index.ts';
import { toPath } from '../../workspace/index.ts';
import { oneLine } from './one-line.ts';

/** A sentence for each two instances whose images would have the same names, which is seldom meant. */
export function sameNames(
  images: readonly PlannedImage[],
  project: Project,
  folder: string,
): readonly string[] {
  const first = new Map<string, string>();
  const lines = new Set<string>();
  for (const { dockerHost, instance, env, base, push, definition } of images) {
    const path = project.instancePathOf(definition);
    if (path === undefined) continue;
    const key = JSON.stringify([dockerHost, push?.registry, instance, env, base]);
    const before = first.get(key);
    if (before === undefined) first.set(key, path);
    else if (before !== path) {
      const [one, other] = [before, path].map(path => toPath(relative(folder, path)));
      lines.add(
        oneLine(
          `${one} and ${other} have the same installId, ${instance}: images of the second that would have the names of the first's get a number behind them. Give each instance an installId of its own.`,
        ),
      );
    }
  }
  return [...lines];
}
