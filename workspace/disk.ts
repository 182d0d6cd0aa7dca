/** What lies in a folder. A link is neither file nor folder here: what it leads to is asked by its path. */
export interface DiskEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Where files are read from. Paths are as the core writes them. Nothing throws: what may not be read is not there. */
export interface Disk {
  status(path: string): 'file' | 'folder' | 'other' | undefined;
  readText(path: string): string | undefined;
  entries(folder: string): readonly DiskEntry[];
  /** The same, for who can wait. */
  listEntries(folder: string): Promise<readonly DiskEntry[]>;
}
