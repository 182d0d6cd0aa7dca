// Stands in for a native module that can also clone files; only the built-in git extension asks for it.
export { constants, copyFile, cp } from 'node:fs/promises';

export const isCloneSupported = () => false;
