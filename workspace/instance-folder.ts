import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the file of an instance is called. */
export const instanceNames = ['container-configs.yaml', 'container-configs.yml'];

/** The folder itself or the nearest above it that holds one of these. */
export function nearestWith(folder: string, names: readonly string[]): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    if (names.some(name => existsSync(join(above, name)))) return above;
    if (dirname(above) === above) return undefined;
  }
}

/** The folder of the instance of what lies in `folder`; that itself where there is none at it or above. */
export function instanceFolder(folder: string): string {
  const found = nearestWith(folder, instanceNames);
  const repository = nearestWith(folder, ['.git']);
  return found === undefined || (repository !== undefined && repository.length > found.length)
    ? folder
    : found;
}
