export { DiskTree, withoutByteOrderMark } from './disk-tree.ts';
export { findDefinitions } from './find.ts';
export { type FolderEntry, FolderError, readBuildContext, readFolder, sha256 } from './folder.ts';
export { digestOf } from './folder-digest.ts';
export { instanceFolder, instanceNames, nearestWith } from './instance-folder.ts';
export { toPath } from './path.ts';
export { cacheFolder, type Known, keepKnown, readKnown } from './user-cache.ts';
export { FileWatch } from './watch.ts';
