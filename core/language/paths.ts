import { folderOf, resolvePath } from '../files.ts';
import type { Project, ReadFile } from '../project.ts';

/** A path that a file can write: of what lies in the folder that is typed already. */
export interface PathChoice {
  /** From the folder of the file; with `/` at its end for a folder that something can lie in. */
  readonly value: string;
  readonly isFolder: boolean;
}

/** What `written`, the begin of a path, can become in `file`: files, or only folders where `wanted` says so. */
export function pathsFrom(
  written: string,
  wanted: 'file' | 'folder',
  file: ReadFile,
  project: Project,
): readonly PathChoice[] {
  const begin = written.slice(0, written.lastIndexOf('/') + 1);
  const folder = resolvePath(folderOf(file.path), begin);
  const root = project.rootOf(file.path);
  // Nothing outside of what the editor has open is looked at.
  if (folder !== root && !folder.startsWith(`${root}/`)) return [];
  return project
    .namesIn(folder)
    .filter(name => !name.startsWith('.') && name !== 'node_modules')
    .sort()
    .flatMap(name => {
      const isFolder = project.isFolder(`${folder}/${name}`);
      if (isFolder) return { value: `${begin}${name}${wanted === 'file' ? '/' : ''}`, isFolder };
      return wanted === 'file' && `${folder}/${name}` !== file.path ? { value: begin + name, isFolder } : [];
    });
}
