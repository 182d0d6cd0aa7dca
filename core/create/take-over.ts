import { baseName } from '../files.ts';
import type { PlacedEdit } from '../language/name-edits.ts';
import type { CodeEnv, EnvLang } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { ListLanguage } from '../requirements/package-list.ts';
import { subjectsOfFile } from '../requirements/packages-subject.ts';
import { importFile } from './import-file.ts';
import { type Imported, isAllowed, versionOf } from './imported.ts';
import { type Elsewhere, type ListPlace, placeOfFile, placeOfList } from './list-place.ts';
import { newLines } from './new-lines.ts';

/** A file of another tool. */
export interface ForeignFile {
  readonly path: string;
  readonly text: string;
}

/** A sentence why nothing is taken over. */
interface Refusal {
  readonly problem: string;
}

/**
 * Writes what a file of another tool lists behind the packages of the code env at `offset`, with comments on what cannot be
 * taken over. Undefined where `file` has no list of packages: it is a definition, or a file of `spec/`.
 */
export function takeOver(
  file: ReadFile,
  offset: number,
  foreign: ForeignFile,
  project: Project,
): { readonly edits: readonly PlacedEdit[] } | Refusal | undefined {
  const target = targetAt(file, offset, project);
  if (!target) return undefined;
  const found = importFile(foreign.path, foreign.text);
  if ('problem' in found) return found;
  const { env, placeOf } = target;
  const lang = env.lang ?? 'PYTHON';
  if (found.lang !== lang)
    return {
      problem: `It lists packages of ${words[found.lang]}, and ${env.name} is a code env of ${words[lang]}.`,
    };
  const lists = [
    { language: lang === 'R' ? ('r' as const) : ('pip' as const), lines: found.packages },
    { language: 'conda' as const, lines: found.condaPackages },
  ].filter(({ lines }) => lines.some(isPackage));
  const parts = lists.map(({ language, lines }) => {
    const place = placeOf(language);
    if (!('elsewhere' in place)) return { place, ...newLines(lines, language, place.text) };
    const names = lines.filter(isPackage).map(line => line.trim());
    return { place, lines: [], left: [`${names.join(', ')}: such packages are ${place.elsewhere}.`] };
  });
  const [place] = parts.map(part => part.place);
  if (parts.length === 1 && place && 'elsewhere' in place)
    return { problem: `Such packages of ${env.name} are ${place.elsewhere}. Drop or paste it there.` };
  const left = [...pythonNote(found, env), ...found.left, ...parts.flatMap(part => part.left)];
  const written = parts.flatMap(({ place, lines }) =>
    lines.length > 0 && !('elsewhere' in place) ? [{ place, lines }] : [],
  );
  if (written.length === 0)
    return {
      problem:
        left.length > 0
          ? `Nothing of it is taken over. ${left.join(' ')}`
          : 'All packages that it lists are here already.',
    };
  // What follows the last line comes before a new key at the same place.
  const isNew = ({ place }: (typeof written)[number]) => Number(place.text === undefined);
  written.sort((a, b) => isNew(a) - isNew(b));
  const head = `# Not taken over from ${baseName(foreign.path)}:`;
  const notes = left.length > 0 ? [head, ...left.map(note => `# - ${note}`)] : [];
  return {
    edits: written.map(({ place, lines }, i) => ({
      path: file.path,
      ...place.append([...lines, ...(i === 0 ? notes : [])]),
    })),
  };
}

function isPackage(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

const words: Readonly<Record<EnvLang, string>> = { PYTHON: 'Python', R: 'R' };

/** A code env, and where its lists are. */
interface Target {
  readonly env: CodeEnv;
  readonly placeOf: (language: ListLanguage) => ListPlace | Elsewhere;
}

function targetAt(file: ReadFile, offset: number, project: Project): Target | undefined {
  const { path, source } = file;
  if (file.kind === 'packages') {
    const [subject] = subjectsOfFile(file, project);
    if (!subject) return undefined;
    const { env, list } = subject;
    return {
      env,
      placeOf: language =>
        language === list.language ? placeOfFile(source) : { elsewhere: 'in another list' },
    };
  }
  const isThere = ({ root: { span } }: CodeEnv) => span.start <= offset && offset <= span.end;
  const envs = file.documents.flatMap(({ env }) => env ?? []);
  const whole = envs.find(isThere) ?? envs[0];
  const env = whole?.versions.find(isThere) ?? whole?.versions[0] ?? whole;
  if (!env) return undefined;
  const folder = env === whole ? project.folderOf(path, env) : undefined;
  return {
    env,
    placeOf: language =>
      language === 'conda' && !env.conda?.value
        ? { elsewhere: 'for code envs that are made with Conda' }
        : placeOfList(file, env, language, folder),
  };
}

function pythonNote({ python }: Imported, { pythonInterpreter }: CodeEnv): readonly string[] {
  const interpreter = pythonInterpreter?.value ?? '';
  if (python === undefined || !/^PYTHON\d+$/.test(interpreter) || isAllowed(interpreter, python)) return [];
  return [`Python ${python}: this code env has ${versionOf(interpreter)}. Choose another pythonInterpreter.`];
}
