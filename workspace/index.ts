export { DiskTree, withoutByteOrderMark } from './disk-tree.ts';
export { findDefinitions } from './find.ts';
export { digestOf, type FolderEntry, FolderError, readBuildContext, readFolder, sha256 } from './folder.ts';
export { toPath } from './path.ts';
