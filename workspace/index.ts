export { DiskTree, toPath, withoutByteOrderMark } from './disk-tree.ts';
export { findDefinitions } from './find.ts';
