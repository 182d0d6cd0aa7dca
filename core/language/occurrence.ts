import { writtenSpan } from '../edit.ts';
import { folderOf, resolvePath } from '../files.ts';
import { rememberedOf } from '../memo.ts';
import type { CodeEnv, ContainerConfigs, EnvLang, Located, Workloads } from '../model.ts';
import type { ReadFile } from '../project.ts';
import type { ScalarNode, Source } from '../source.ts';
import type { Span } from '../text.ts';
import { languageOf } from '../workload-use.ts';
import { readAnchors } from './anchors.ts';

/** What a name names. `path`: a file or folder, written from the folder of the file. */
export type NameKind =
  | 'code-env'
  | 'container-config'
  | 'spark-config'
  | 'image-build-config'
  | 'base-image'
  | 'workload'
  | 'path'
  | 'anchor';

/** A place where something is named. */
export interface Occurrence {
  readonly kind: NameKind;
  /** Of a path: the absolute one. */
  readonly name: string;
  readonly role: 'definition' | 'reference';
  /** Of the name as it is written: with quotes, `&` or `*`. */
  readonly span: Span;
  /** What is written; undefined for anchors, in Dockerfiles, and for a name that the file has by its place: `span` is then where it begins. */
  readonly node: ScalarNode | undefined;
  /** Of a definition: all that the name stands for. */
  readonly whole: Span;
  /** Of code envs: DSS keeps Python and R apart, so that two can have one name. */
  readonly lang: EnvLang | undefined;
  /** The index of the document; an anchor is known in its own alone. */
  readonly document: number;
  /** Of anchors and their aliases: where the anchor begins; undefined where there is none. */
  readonly anchorAt: number | undefined;
}

/** False for the name of a code env that nobody wrote, because the file has it by its place. */
export function isWritten({ kind, node }: Occurrence): boolean {
  return kind !== 'code-env' || node !== undefined;
}

/** The names in a file, in no order; what cannot be read has none. */
export const occurrencesOf = rememberedOf((file: ReadFile): readonly Occurrence[] => {
  const found = new Map<string, Occurrence>();
  for (const [document, { env, configs, workloads }] of file.documents.entries()) {
    const names = new Names(file, document);
    if (env) names.ofEnv(env);
    if (configs) names.ofConfigs(configs);
    if (workloads) names.ofWorkloads(workloads);
    // What aliases and merge keys share is written once.
    for (const one of names.found) found.set(`${one.kind} ${one.span.start}`, one);
  }
  return [...found.values()];
});

/** The anchors of a file as definitions, their aliases as references. */
export const anchorsOf = rememberedOf((file: ReadFile): readonly Occurrence[] =>
  readAnchors(file.source).map(({ kind, ...mark }) =>
    plainOccurrence({ ...mark, kind: 'anchor', role: kind === 'anchor' ? 'definition' : 'reference' }),
  ),
);

type Named = Pick<Occurrence, 'kind' | 'name' | 'role' | 'span' | 'document'> & Partial<Occurrence>;

/** An occurrence that stands for nothing but its own name, unless `one` says more. */
export function plainOccurrence(one: Named): Occurrence {
  return { node: undefined, whole: one.span, lang: undefined, anchorAt: undefined, ...one };
}

/** Collects the names of one document. */
class Names {
  readonly found: Occurrence[] = [];
  readonly #path: string;
  readonly #source: Source;
  readonly #document: number;

  constructor({ path, source }: ReadFile, document: number) {
    this.#path = path;
    this.#source = source;
    this.#document = document;
  }

  ofEnv({ origin, name, lang, envName, root, containerConfs, sparkKubernetesConfs }: CodeEnv): void {
    // Each instance makes the code envs of plugins for itself, under names of its own.
    if (origin !== 'plugin') {
      if (envName) this.#define('code-env', envName, root.span, lang);
      else {
        const span = root.entries[0]?.key.span ?? root.span;
        this.#add({ kind: 'code-env', name, role: 'definition', span, whole: root.span, lang });
      }
    }
    for (const config of containerConfs?.value ?? []) this.#refer('container-config', config);
    for (const config of sparkKubernetesConfs?.value ?? []) this.#refer('spark-config', config);
  }

  ofConfigs(configs: ContainerConfigs): void {
    for (const { root, tag, context } of configs.baseImages) {
      this.#define('base-image', tag, root.span);
      this.#mention(context);
    }
    for (const { root, name, baseImage, imageBuildConfig, prePushScript } of configs.executionConfigs) {
      this.#define('container-config', name, root.span);
      this.#refer('base-image', baseImage);
      this.#refer('image-build-config', imageBuildConfig);
      this.#mention(prePushScript);
    }
    for (const { root, name } of configs.buildConfigs) this.#define('image-build-config', name, root.span);
    for (const { root, name, baseImage, imageBuildConfig } of configs.sparkConfigs) {
      this.#define('spark-config', name, root.span);
      this.#refer('base-image', baseImage);
      this.#refer('image-build-config', imageBuildConfig);
    }
    for (const config of configs.defaultConfigs) this.#refer('container-config', config);
    this.#refer('code-env', configs.defaultEnvs.PYTHON, 'PYTHON');
    this.#refer('code-env', configs.defaultEnvs.R, 'R');
  }

  ofWorkloads({ workloads }: Workloads): void {
    for (const { root, name, type, file, envSelection, containerSelection } of workloads) {
      this.#define('workload', name, root.span);
      this.#mention(file);
      this.#refer('code-env', envSelection?.name, type && languageOf(type.value));
      this.#refer('container-config', containerSelection?.name);
    }
  }

  #define(kind: NameKind, name: Located<string> | undefined, whole: Span, lang?: EnvLang): void {
    if (name?.value) this.#add({ kind, name: name.value, role: 'definition', ...placeOf(name), whole, lang });
  }

  #refer(kind: NameKind, name: Located<string> | undefined, lang?: EnvLang): void {
    if (name?.value) this.#add({ kind, name: name.value, role: 'reference', ...placeOf(name), lang });
  }

  #mention(path: Located<string> | undefined): void {
    if (!path?.value) return;
    const name = resolvePath(folderOf(this.#path), path.value);
    this.#add({ kind: 'path', name, role: 'reference', ...placeOf(path) });
  }

  #add({ whole, ...one }: Omit<Named, 'document'>): void {
    const { span } = one;
    // A name that a merge key brings stands elsewhere.
    const around = whole && whole.start <= span.start && span.end <= whole.end;
    this.found.push(
      plainOccurrence({
        ...one,
        document: this.#document,
        whole: around ? writtenSpan(this.#source, whole) : span,
      }),
    );
  }
}

function placeOf({ span, node }: Located<string>): { span: Span; node: ScalarNode | undefined } {
  return { span, node: node.kind === 'scalar' ? node : undefined };
}
