import { readFile } from 'node:fs/promises';
import { instanceFolder } from '../workspace/instance-folder.ts';
import { LocalDisk } from '../workspace/local-disk.ts';
import type { Surroundings } from './serving.ts';

/** A server in a process of Node. */
export const onDisk: Surroundings = {
  disk: new LocalDisk(),
  instanceFolder,
  // In the folder above both as source and as it is shipped: nothing is asked of a network.
  readRulePages: () => readFile(new URL('../docs/rules.md', import.meta.url), 'utf8'),
};
