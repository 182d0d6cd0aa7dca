import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { Disk, DiskEntry } from './disk.ts';

/** A text that was read, and the state of its file then. */
interface Known {
  readonly modified: number;
  readonly size: number;
  readonly text: string;
}

/**
 * The disk of this machine. A text is read again when its file's time or size has changed; nothing has to be told about
 * changes.
 */
export class LocalDisk implements Disk {
  readonly #known = new Map<string, Known>();

  status(path: string): 'file' | 'folder' | 'other' | undefined {
    const stats = statsOf(path);
    if (!stats) return undefined;
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'folder' : 'other';
  }

  readText(path: string): string | undefined {
    const stats = statsOf(path);
    if (!stats?.isFile()) {
      this.#known.delete(path);
      return undefined;
    }
    const known = this.#known.get(path);
    if (known && known.modified === stats.mtimeMs && known.size === stats.size) return known.text;
    try {
      const text = withoutByteOrderMark(readFileSync(path, 'utf8'));
      this.#known.set(path, { modified: stats.mtimeMs, size: stats.size, text });
      return text;
    } catch {
      // Not readable: for the core that is the same as not there. Who was asked for this very file says why.
      return undefined;
    }
  }

  entries(folder: string): readonly DiskEntry[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).map(toEntry);
    } catch {
      return [];
    }
  }

  async listEntries(folder: string): Promise<readonly DiskEntry[]> {
    try {
      return (await readdir(folder, { withFileTypes: true })).map(toEntry);
    } catch {
      return [];
    }
  }
}

function toEntry(entry: Dirent): DiskEntry {
  return { name: entry.name, isFolder: entry.isDirectory() };
}

/** The state of a file or folder; undefined also where it may not be asked for, as in a folder that is closed to us. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** `text` without the byte order mark that some editors write in front. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
