import { type FileTree, findKind, possibleNames } from '../../core/index.ts';

/** A file tree out of a list of texts, for tests. Every folder above a file exists. */
export function memoryTree(files: Readonly<Record<string, string>>, root = '/w'): FileTree {
  const paths = Object.keys(files);
  return {
    rootOf: () => root,
    readText: path => files[path],
    isFile: path => Object.hasOwn(files, path),
    definitionsBelow: folder =>
      paths.filter(path => path.startsWith(`${folder}/`) && findKind(path) !== undefined).sort(),
    definitionsNamed: (folder, name) =>
      paths.filter(
        path =>
          path.startsWith(`${folder}/`) &&
          findKind(path) === 'code-env' &&
          possibleNames(path, files[path] ?? '').includes(name),
      ),
    isFolder: path => paths.some(other => other.startsWith(`${path}/`)),
    namesIn: path => [
      ...new Set(
        paths.flatMap(other =>
          other.startsWith(`${path}/`) ? other.slice(path.length + 1).split('/')[0]! : [],
        ),
      ),
    ],
  };
}
