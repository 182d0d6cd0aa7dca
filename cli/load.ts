import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { check, findKind, type Kind, type Problem, Project, type ReadFile } from '../core/index.ts';
import { DiskTree, instanceNames, nearestWith, toPath } from '../workspace/index.ts';
import { paced } from './paced.ts';
import { type Terminal, UsageError } from './terminal.ts';

/** A definition file, read and checked; `unreadable` says why it could not even be read. */
export interface LoadedFile {
  readonly path: string;
  readonly file: ReadFile | undefined;
  readonly unreadable: string | undefined;
  readonly problems: readonly Problem[];
}

/** The definitions that a command is about. */
export interface Loaded {
  readonly tree: DiskTree;
  readonly project: Project;
  readonly files: readonly LoadedFile[];
}

const names =
  'code-env.yaml, NAME.code-env.yaml, container-configs.yaml, workloads.yaml, desc.json in code-env/python, or requirements.txt, rPackages.txt, environment.spec or resources_init.py in spec/ beside one';

/** Reads and checks the definitions that `paths` name or hold. Throws a {@link UsageError} for a path that is not there, and when the user interrupts. */
export async function load(paths: readonly string[], terminal: Terminal): Promise<Loaded> {
  const { folder } = terminal;
  const targets = paths.map(path => resolve(folder, path));
  const statuses = targets.map(statusOf);
  const tree = new DiskTree(targets.map((target, i) => projectFolderOf(target, statuses[i], folder)));
  const project = new Project(tree);
  const found = new Set<string>();
  const find = async (folder: string) =>
    (await tree.findDefinitions(toPath(folder))).filter(path => project.kindOf(path));
  for (const [i, target] of targets.entries()) {
    const status = statuses[i];
    if (!status) throw new UsageError(`There is no file or folder ${paths[i]}.`);
    const kind = findKind(toPath(target));
    if (status.isDirectory() && !kind) for (const path of await find(target)) found.add(path);
    else if (!kind) throw new UsageError(`${paths[i]} does not have the name of a definition: ${names}.`);
    else if (project.kindOf(toPath(target))) found.add(toPath(target));
    else throw new UsageError(`${paths[i]} belongs to ${whatIsMissing(kind)}.`);
  }
  const files: LoadedFile[] = [];
  for await (const path of paced([...found].sort(), terminal)) files.push(loadFile(path, project));
  return { tree, project, files };
}

function whatIsMissing(kind: Kind): string {
  return kind === 'workloads'
    ? 'no instance: there is no container-configs.yaml in its folder or above'
    : 'no code env: there is no definition in the folder above spec/';
}

/** Reads and checks one definition. */
export function loadFile(path: string, project: Project): LoadedFile {
  const file = statusOf(path)?.isFile() ? project.file(path) : undefined;
  return file
    ? { path, file, unreadable: undefined, problems: check(file, project) }
    : { path, file, unreadable: whyUnreadable(path), problems: [] };
}

/** What stands at `path`; the link itself where it leads nowhere. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return lstatSync(path, { throwIfNoEntry: false });
  }
}

function whyUnreadable(path: string): string {
  const status = statusOf(path);
  if (status?.isDirectory())
    return 'This is a folder, but its name is that of a definition. Give it another name.';
  // To read a pipe would be to wait for somebody who writes.
  if (status && !status.isFile() && !status.isSymbolicLink())
    return 'This is not a file, but its name is that of a definition. Take it away.';
  try {
    readFileSync(path);
    return 'It changed while it was read. Try again.';
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') return 'It cannot be read: permission denied. Let yourself read it.';
    if (code === 'ENOENT') return 'It cannot be read: it is a link to a file that is not there.';
    if (code === 'ELOOP') return 'It cannot be read: it is a link that leads back to itself.';
    return `It cannot be read: ${message}.`;
  }
}

/** The folder above which no instance is looked for. */
function projectFolderOf(target: string, status: Stats | undefined, folder: string): string {
  const inside = target === folder || target.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  const here = inside ? folder : status?.isDirectory() ? target : dirname(target);
  return nearestWith(target, ['.git']) ?? nearestWith(here, instanceNames) ?? here;
}
