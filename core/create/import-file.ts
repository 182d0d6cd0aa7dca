import { baseName, folderOf } from '../files.ts';
import { redact } from '../image/secret.ts';
import { fromEnvironment } from './from-environment.ts';
import { fromPyproject } from './from-pyproject.ts';
import { fromRenv } from './from-renv.ts';
import { fromRequirements } from './from-requirements.ts';
import { type Imported, toEnvName } from './imported.ts';

/** What the file of another tool at `path` says of a code env, or a sentence why nothing can be known. */
export function importFile(path: string, text: string): Imported | { readonly problem: string } {
  const read = readerOf(baseName(path));
  if (!read)
    return {
      problem:
        'Code envs are made of requirements.txt, environment.yml, pyproject.toml and renv.lock, and this is none of them.',
    };
  const found = read(text.replace(/^\uFEFF/, ''));
  if ('problem' in found) return found;
  return {
    ...found,
    name: found.name ?? toEnvName(baseName(folderOf(path))),
    // They quote the file, in which an address may have a password.
    left: found.left.map(note => redact(note).replaceAll(/\s+/g, ' ')),
  };
}

/** Whether the file at `path` has the name of one that code envs are made of. */
export function isImportable(path: string): boolean {
  return readerOf(baseName(path)) !== undefined;
}

function readerOf(name: string): ((text: string) => Imported | { readonly problem: string }) | undefined {
  if (/requirements.*\.(?:txt|in)$/i.test(name)) return fromRequirements;
  if (/^(?:conda-)?env(?:ironment)?.*\.ya?ml$/i.test(name)) return fromEnvironment;
  if (name === 'pyproject.toml') return fromPyproject;
  return name === 'renv.lock' ? fromRenv : undefined;
}
