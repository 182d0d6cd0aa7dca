import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Texts by key that can be found out again, at a price. */
export type Known = Readonly<Record<string, string>>;

/** Where this user's caches are: below XDG_CACHE_HOME, else ~/.cache; on Windows below LOCALAPPDATA. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const caches =
    process.platform === 'win32'
      ? LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
      : XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(caches, 'code-envs');
}

/** What was kept under `name`; nothing where that cannot be read. */
export async function readKnown(name: string): Promise<Known> {
  try {
    const known: unknown = JSON.parse(await readFile(join(cacheFolder(), `${name}.json`), 'utf8'));
    return typeof known === 'object' && known !== null ? (known as Known) : {};
  } catch {
    return {};
  }
}

/** Keeps `known` under `name`, whole or not at all: without room or permission it is found out again next time. */
export async function keepKnown(name: string, known: Known): Promise<void> {
  const file = join(cacheFolder(), `${name}.json`);
  const fresh = `${file}.${randomUUID()}`;
  try {
    await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
    await writeFile(fresh, JSON.stringify(known), { mode: 0o600 });
    await rename(fresh, file);
  } catch {
    await rm(fresh, { force: true }).catch(() => {});
  }
}
