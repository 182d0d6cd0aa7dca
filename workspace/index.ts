export { DiskTree } from './disk-tree.ts';
export { type FolderEntry, FolderError, readBuildContext, readFolder, sha256 } from './folder.ts';
export { digestOf } from './folder-digest.ts';
export { instanceFolder, instanceNames, nearestWith } from './instance-folder.ts';
export { LocalDisk, withoutByteOrderMark } from './local-disk.ts';
export { toPath } from './path.ts';
export { cacheFolder, type Known, keepKnown, readKnown } from './user-cache.ts';
export { FileWatch } from './watch.ts';
