import { baseName } from '../files.ts';
import type { Changes } from '../language/refactoring.ts';
import type { CodeEnv, EnvLang } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { ListLanguage } from '../requirements/package-list.ts';
import { subjectsOfFile } from '../requirements/packages-subject.ts';
import { importFile } from './import-file.ts';
import { type Imported, isAllowed, versionOf } from './imported.ts';
import { type ListPlace, placeOfFile, placeOfList } from './list-place.ts';
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
 * Writes what a file of another tool lists behind the packages of the code env at `offset`, in its definition or in its file
 * of `spec/`, with comments on what cannot be taken over. Undefined where `file` has no list of packages.
 */
export function takeOver(
  file: ReadFile,
  offset: number,
  foreign: ForeignFile,
  project: Project,
): Changes | Refusal | undefined {
  const target = targetAt(file, offset, project);
  if (!target) return undefined;
  const found = importFile(foreign.path, foreign.text);
  if ('problem' in found) return found;
  const { env } = target;
  const name = baseName(foreign.path);
  const lang = env.lang ?? 'PYTHON';
  if (found.lang !== lang)
    return {
      problem: `It lists packages of ${words[found.lang]}, and ${env.name} is a code env of ${words[lang]}.`,
    };
  const parts = [
    { language: lang === 'R' ? ('r' as const) : ('pip' as const), lines: found.packages },
    { language: 'conda' as const, lines: found.condaPackages },
  ].map(({ language, lines }) => {
    const place = target.placeOf(language);
    const added = newLines(lines, language, place?.text);
    if (place) return { place, ...added };
    const names = lines.filter(line => !/^\s*(?:#|$)/.test(line)).map(line => line.trim());
    const why = target.isFile
      ? 'they belong into another list'
      : language === 'conda' && !env.conda?.value
        ? 'the code env is not made with Conda'
        : 'its list comes in by an anchor, where you can write them';
    return { place, lines: [], left: names.length > 0 ? [`${names.join(', ')}: ${why}.`] : [] };
  });
  const left = [...pythonNote(found, env), ...found.left, ...parts.flatMap(part => part.left)];
  // What follows the last line comes before a new key at the same place.
  const isNew = ({ place }: (typeof parts)[number]) => Number(place?.text === undefined);
  const written = parts.filter(part => part.lines.length > 0).sort((a, b) => isNew(a) - isNew(b));
  if (written.length === 0)
    return {
      problem:
        left.length > 0
          ? `Nothing of it is taken over. ${left.join(' ')}`
          : 'All packages that it lists are here already.',
    };
  const notes = left.length > 0 ? [`# Not taken over from ${name}:`, ...left.map(note => `# - ${note}`)] : [];
  const changes = written.map(({ place, lines }, i) =>
    (place as ListPlace).append([...lines, ...(i === 0 ? notes : [])]),
  );
  return Object.assign({}, ...changes, { edits: changes.flatMap(({ edits }) => edits) });
}

const words: Readonly<Record<EnvLang, string>> = { PYTHON: 'Python', R: 'R' };

/** A code env, and where its lists are. */
interface Target {
  readonly env: CodeEnv;
  /** Whether it is one of its files in `spec/`, which has one list. */
  readonly isFile: boolean;
  /** Undefined where such a list would not be read. */
  readonly placeOf: (language: ListLanguage) => ListPlace | undefined;
}

function targetAt(file: ReadFile, offset: number, project: Project): Target | undefined {
  const { path, source } = file;
  if (file.kind === 'packages') {
    const [subject] = subjectsOfFile(file, project);
    if (!subject) return undefined;
    const { env, list } = subject;
    return {
      env,
      isFile: true,
      placeOf: language => (language === list.language ? placeOfFile(path, source.text) : undefined),
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
    isFile: false,
    placeOf: language =>
      language === 'conda' && !env.conda?.value ? undefined : placeOfList(file, env, language, folder),
  };
}

function pythonNote({ python }: Imported, { pythonInterpreter }: CodeEnv): readonly string[] {
  const interpreter = pythonInterpreter?.value ?? '';
  if (python === undefined || !/^PYTHON\d+$/.test(interpreter) || isAllowed(interpreter, python)) return [];
  return [`Python ${python}: this code env has ${versionOf(interpreter)}. Choose another pythonInterpreter.`];
}
