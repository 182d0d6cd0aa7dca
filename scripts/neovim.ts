// Neovim of Debian's package, to try the language server with an editor that is not VS Code.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  arePackagesUnpacked,
  type PackageSet,
  unpackedEnvironment,
  unpackPackages,
} from './debian-packages.ts';
import { readDebian } from './debian-sources.ts';
import { Refused } from './run.ts';

const packages: PackageSet = { trixie: [], own: ['neovim'] };

/**
 * Finds the machine's Neovim or unpacks one into the checkout's cache, once. Gives the environment in which `nvim` runs, or
 * why there is none.
 */
export async function ensureNeovim(): Promise<{ environment: NodeJS.ProcessEnv } | { unavailable: string }> {
  if (spawnSync('nvim', ['--version']).status === 0) return { environment: process.env };
  const debian = readDebian();
  if (typeof debian === 'string')
    return { unavailable: `Neovim is not installed and cannot be unpacked because ${debian}` };
  const root = join(import.meta.dirname, '../.cache/neovim');
  try {
    if (!arePackagesUnpacked(root, packages, debian)) await unpackPackages(root, packages, debian);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { unavailable: `Neovim of Debian's packages could not be unpacked: ${error.message}` };
  }
  return {
    environment: { ...unpackedEnvironment(root), VIMRUNTIME: join(root, 'usr/share/nvim/runtime') },
  };
}
