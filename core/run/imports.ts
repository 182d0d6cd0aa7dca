import type { Origin } from '../image/origin.ts';
import type { PlannedImage } from '../image/plan.ts';
import { redact } from '../image/secret.ts';
import { linesOfFile } from '../requirements/list-text.ts';
import type { Marker } from '../requirements/marker.ts';
import { holds, type MarkerEnvironment } from '../requirements/marker-truth.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import { readRLines } from '../requirements/r-lines.ts';

/** A package that a code env asks for, and where. */
export interface AskedPackage {
  /** As it is written; for an address without a name the address. */
  readonly name: string;
  /** The name as indexes compare it; undefined where nobody knows it before it is installed. */
  readonly key: string | undefined;
  readonly marker: Marker | undefined;
  readonly origin: Origin;
}

/** What our programs in an image say, line by line: what markers hold in, then each package. */
export type ImportSaid =
  | { readonly environment: MarkerEnvironment }
  | {
      readonly name: string;
      /** Without it the package is not installed. */
      readonly version?: string;
      readonly modules?: readonly string[];
      readonly error?: string | null;
      readonly seconds?: number;
    };

/** How the import of a package ended; `left out` is one that is not for this image, or without a name. */
export interface ImportResult {
  readonly asked: AskedPackage;
  readonly outcome: 'imported' | 'failed' | 'left out';
  readonly version: string | undefined;
  readonly modules: readonly string[];
  readonly seconds: number | undefined;
  /** Why, where it was not imported. */
  readonly message: string | undefined;
}

/** The packages that an image's code env asks for: those of its list, then what DSS adds, whose place is the key that makes it do so. */
export function askedPackages({ lang, steps, definition }: PlannedImage): readonly AskedPackage[] {
  const read = lang === 'R' ? readRLines : readPipLines;
  return steps.flatMap(step => {
    if (step.kind !== 'install-pip-packages' && step.kind !== 'install-r-packages') return [];
    const asked = [...step.requested, ...step.mandatory];
    const list = linesOfFile(asked.map(({ text }) => text).join('\n'));
    return read(list).flatMap(({ form, name, target, key, marker, first }) =>
      form === 'option'
        ? []
        : [
            {
              name: name?.text ?? redact(target?.text ?? list.lines[first]?.text.trim() ?? ''),
              key,
              marker,
              origin: asked[first]?.origin ?? { path: definition, line: 0 },
            },
          ],
    );
  });
}

/** The results of packages that cannot be imported by any name. */
export function namelessResults(asked: readonly AskedPackage[]): readonly ImportResult[] {
  return asked
    .filter(({ key }) => key === undefined)
    .map(one => leftOut(one, 'nobody knows its name before it is installed. Write NAME @ ADDRESS.'));
}

/** The result of a package of which an image has said something; of several lines that ask for it that which counts there. */
export function importResult(
  said: Extract<ImportSaid, { readonly name: string }>,
  asked: readonly AskedPackage[],
  environment: MarkerEnvironment,
): ImportResult | undefined {
  const lines = asked.filter(({ key }) => key === said.name);
  const counts = lines.find(({ marker }) => !marker || holds(marker, environment));
  if (!counts) return lines[0] && leftOut(lines[0], 'its marker does not hold in the image.');
  const { version, modules = [], seconds } = said;
  if (version === undefined)
    return failedImport(counts, 'it is not installed in the image. Look for what removes it there.');
  if (!said.error) return { ...result(counts, 'imported', undefined), version, modules, seconds };
  return { ...failedImport(counts, explain(said.error)), version, modules, seconds };
}

/** The result of a package that could not be imported. */
export function failedImport(asked: AskedPackage, message: string): ImportResult {
  return result(asked, 'failed', message);
}

function leftOut(asked: AskedPackage, message: string): ImportResult {
  return result(asked, 'left out', message);
}

function result(
  asked: AskedPackage,
  outcome: ImportResult['outcome'],
  message: string | undefined,
): ImportResult {
  return { asked, outcome, version: undefined, modules: [], seconds: undefined, message };
}

/** The longest error that is told; the whole traceback stands elsewhere. */
const longest = 500;

/** An error as a line, and what to do where that can be told. */
function explain(error: string): string {
  const line = error.replaceAll(/\s+/g, ' ').trim();
  const told = `${line.length > longest ? `${line.slice(0, longest)}…` : line.replace(/\.$/, '')}.`;
  const library = /([\w.+-]+\.so[\w.]*): cannot open shared object file/.exec(line)?.[1];
  if (library)
    return `${told} Install the system package with ${library} in dockerfileBeforePackages, or in the base image.`;
  const module =
    /No module named '([\w.]+)'/.exec(line)?.[1] ?? /there is no package called .([\w.]+)./.exec(line)?.[1];
  if (module) return `${told} Add the package that brings ${module} to the list.`;
  return told;
}
