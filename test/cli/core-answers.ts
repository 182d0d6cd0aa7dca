// What the core answers about a folder, in the shape that the command line prints.

import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { besidePatterns, check as checkFile, filePatterns, Project } from '../../core/index.ts';
import { DiskTree, toPath } from '../../workspace/index.ts';

/** A folder's definitions, read without the command line's own code. */
export class DiskTreeProject extends Project {
  readonly folder: string;

  constructor(folder: string) {
    super(new DiskTree([folder]));
    this.folder = folder;
  }
}

/** Every problem that the core finds in the folder's definitions, in the order of files and places. */
export function check(project: DiskTreeProject): readonly object[] {
  const { folder } = project;
  const paths = globSync([...filePatterns, ...besidePatterns], { cwd: folder })
    .map(path => `${toPath(folder)}/${toPath(path)}`)
    .sort();
  return paths.flatMap(path => {
    const file = project.file(path);
    if (!file) return [];
    return checkFile(file, project).map(({ rule, severity, message, span }) => ({
      file: toPath(relative(folder, path)),
      rule,
      severity,
      message,
      range: file.source.lines.rangeOf(span),
    }));
  });
}
