import { withTag } from '../image-reference.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Instance } from '../rule.ts';
import { imagesNamedIn } from './dockerfile-images.ts';
import {
  anchorsOf,
  isWritten,
  type NameKind,
  type Occurrence,
  occurrencesOf,
  plainOccurrence,
} from './occurrence.ts';
import { instanceOf } from './references.ts';

/** An occurrence, and the file that it is in. */
export interface Place {
  readonly path: string;
  /** Undefined for the Dockerfile of a base image. */
  readonly file: ReadFile | undefined;
  readonly occurrence: Occurrence;
}

/** What the name at `offset` is; undefined where no name is. */
export function occurrenceAt(file: ReadFile, offset: number): Occurrence | undefined {
  const isHere = (one: Occurrence) => isWritten(one) && one.span.start <= offset && offset <= one.span.end;
  return anchorsOf(file).find(isHere) ?? occurrencesOf(file).find(isHere);
}

/** Every place of the instance that names the same thing as `at`, which is in `file`, itself included. */
export function placesOf(at: Occurrence, file: ReadFile, project: Project): readonly Place[] {
  return samePlaces(at, placesAround(at, file, project));
}

/** The places in `file` itself that have the name of `at`, which is one of them. */
export function placesWithin(at: Occurrence, file: ReadFile): readonly Place[] {
  return samePlaces(at, placesIn(file, at.kind, at.document));
}

/** Every place where the instance of `at`, which is in `file`, names something of its kind. */
export function placesAround(at: Occurrence, file: ReadFile, project: Project): readonly Place[] {
  const own = placesIn(file, at.kind, at.document);
  const isLocal = at.kind === 'anchor' || at.kind === 'workload';
  const instance = isLocal ? undefined : instanceOf(file, at.span.start, project);
  if (!instance || isOfLaterInstance(at, file)) return own;
  const others = project.filesOf(instance).filter(({ path }) => path !== file.path);
  return [
    ...own,
    ...others.flatMap(other => placesIn(other, at.kind, 0)),
    ...(at.kind === 'base-image' ? placesInDockerfiles(instance, project) : []),
  ];
}

/** Each document of container configurations is an instance, but only the first has code envs and workloads. */
export function isOfLaterInstance({ document }: Occurrence, file: ReadFile): boolean {
  return file.kind === 'container-configs' && document > 0;
}

/** Those of `places` that name the same thing as `at`. */
export function samePlaces(at: Occurrence, places: readonly Place[]): readonly Place[] {
  const named = places.filter(({ occurrence }) => isNamedAlike(occurrence, at));
  const langs = named.flatMap(({ occurrence: { role, lang } }) => (role === 'definition' ? [lang] : []));
  const langOf = ({ lang }: Occurrence) => (langs.includes(lang) ? lang : langs[0]);
  return named.filter(({ occurrence }) => langOf(occurrence) === langOf(at));
}

function isNamedAlike(a: Occurrence, b: Occurrence): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'anchor') return a.name === b.name && a.document === b.document && a.anchorAt === b.anchorAt;
  return a.kind === 'base-image' ? withTag(a.name) === withTag(b.name) : a.name === b.name;
}

/** Of container configurations only those of one document. */
function placesIn(file: ReadFile, kind: NameKind, document: number): readonly Place[] {
  const occurrences = kind === 'anchor' ? anchorsOf(file) : occurrencesOf(file);
  return occurrences
    .filter(one => one.kind === kind && (file.kind !== 'container-configs' || one.document === document))
    .map(occurrence => ({ path: file.path, file, occurrence }));
}

/** Base images that stand on one another name each other in their Dockerfiles. */
function placesInDockerfiles({ path, configs }: Instance, project: Project): readonly Place[] {
  const dockerfiles = new Map(
    project.contextsOf(path, configs).flatMap(context => {
      const dockerfile = context?.dockerfile;
      return dockerfile ? [[dockerfile.path, dockerfile.text] as const] : [];
    }),
  );
  return [...dockerfiles].flatMap(([path, text]) =>
    imagesNamedIn(text).map(({ name, span }) => ({
      path,
      file: undefined,
      occurrence: plainOccurrence({ kind: 'base-image', name, role: 'reference', span, document: 0 }),
    })),
  );
}
