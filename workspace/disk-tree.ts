import { EditedTree } from './edited-tree.ts';
import { LocalDisk } from './local-disk.ts';
import { toPath } from './path.ts';

/** The files of this machine's disk under some root folders, whose paths may be as the operating system writes them. */
export class DiskTree extends EditedTree {
  constructor(roots: readonly string[]) {
    super(new LocalDisk(), roots.map(toPath));
  }
}
