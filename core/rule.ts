import type { ContextFolder, EnvFolder } from './files.ts';
import type { CodeEnv, ContainerConfigs, Workload, Workloads } from './model.ts';
import type { Fix, Related, Severity } from './problem.ts';
import type { PackageList } from './requirements/package-list.ts';
import type { ResourcesScript } from './resources-script.ts';
import type { DefinitionKind, Kind, StructureProblem } from './schema.ts';
import type { Silence } from './silence.ts';
import type { Source, SourceDocument } from './source.ts';
import type { Span } from './text.ts';
import type { WorkloadCode } from './workload-code.ts';
import type { WorkloadUse } from './workload-use.ts';

/** What a rule says about a place. The checker adds rule, severity and order. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly Related[];
  readonly unnecessary?: boolean;
  /** Where the rule is less sure than usual. */
  readonly severity?: Severity;
}

/** The instance of a definition: the nearest container configurations in its folder or above. */
export interface Instance {
  readonly path: string;
  readonly configs: ContainerConfigs;
}

/** A code env of an instance, and the file that defines it. */
export interface InstanceEnv {
  readonly path: string;
  readonly source: Source;
  readonly env: CodeEnv;
}

/** A file as a whole. */
export interface FileSubject {
  readonly kind: Kind;
  readonly source: Source;
}

/** A document of any kind. */
export interface DocumentSubject {
  readonly kind: DefinitionKind;
  readonly path: string;
  readonly source: Source;
  readonly document: SourceDocument;
  readonly structure: readonly StructureProblem[];
  readonly env: CodeEnv | undefined;
  readonly folder: EnvFolder | undefined;
  readonly configs: ContainerConfigs | undefined;
}

/** A code env and all that a rule may ask about it. */
export interface CodeEnvSubject {
  readonly path: string;
  readonly source: Source;
  readonly env: CodeEnv;
  readonly folder: EnvFolder;
  readonly instance: Instance | undefined;
  /** There is an instance, of which nothing is said because its file has a mistake. */
  readonly isInstanceBroken?: boolean;
}

/** A code env, and others of its instance. */
export interface CodeEnvAmongOthers extends CodeEnvSubject {
  /** The other code envs of the instance that have its name. */
  readonly namesakes: () => readonly InstanceEnv[];
}

/** An instance's container configurations. */
export interface ContainerConfigsSubject {
  readonly path: string;
  readonly source: Source;
  readonly configs: ContainerConfigs;
  /** The folder of each of `configs.baseImages`; undefined where none is named. */
  readonly contexts: readonly (ContextFolder | undefined)[];
  /** The code envs of the instance; none where one of their files has a mistake. It takes time to find them: only for what cannot be told otherwise. */
  readonly envs: () => readonly InstanceEnv[];
}

/** The workloads of an instance and all that a rule may ask about them. */
export interface WorkloadsSubject {
  readonly path: string;
  readonly source: Source;
  readonly workloads: Workloads;
  readonly instance: Instance;
  /** The code envs of the instance, without those whose files have a mistake. */
  readonly envs: readonly InstanceEnv[];
  /** Whether there are no such files. */
  readonly areAllKnown: boolean;
  /** What each workload runs in, in their order. */
  readonly uses: readonly WorkloadUse[];
  readonly isFile: (path: string) => boolean;
  /** The Python that a workload runs, if it is in a file of its own. */
  readonly codeOf: (workload: Workload) => WorkloadCode | undefined;
}

/** A resources initialization script, in a file of its own or in a definition. */
export interface ResourcesScriptSubject {
  readonly path: string;
  readonly script: ResourcesScript;
}

/** A list of packages of a code env: a text in its definition, or a file beside it. */
export interface PackagesSubject {
  /** Of the file that the list stands in. */
  readonly path: string;
  readonly source: Source;
  readonly list: PackageList;
  readonly env: CodeEnv;
  readonly folder: EnvFolder;
  readonly instance: Instance | undefined;
  /** The definition; for a list that stands in it, `source` is its text. */
  readonly definition: { readonly path: string; readonly source: Source };
}

/** The silencing comments of a file, after all other rules have run. */
export interface SilencesSubject {
  readonly source: Source;
  readonly silences: readonly Silence[];
  readonly ruleIds: readonly string[];
}

interface RuleText {
  /** Kebab-case, never changed and never used again for another rule: settings, silences and links name it. */
  readonly id: string;
  /** What is demanded, in half a line. */
  readonly title: string;
  readonly severity: Severity;
}

/** A rule: what it demands, and a check that yields each place where a subject is against it. Pure. */
export type Rule = RuleText &
  (
    | { readonly about: 'file'; readonly check: (subject: FileSubject) => Iterable<Finding> }
    | { readonly about: 'silences'; readonly check: (subject: SilencesSubject) => Iterable<Finding> }
    | { readonly about: 'document'; readonly check: (subject: DocumentSubject) => Iterable<Finding> }
    | { readonly about: 'code-env'; readonly check: (subject: CodeEnvAmongOthers) => Iterable<Finding> }
    | {
        readonly about: 'container-configs';
        readonly check: (subject: ContainerConfigsSubject) => Iterable<Finding>;
      }
    | { readonly about: 'packages'; readonly check: (subject: PackagesSubject) => Iterable<Finding> }
    | { readonly about: 'workloads'; readonly check: (subject: WorkloadsSubject) => Iterable<Finding> }
    | {
        readonly about: 'resources-script';
        readonly check: (subject: ResourcesScriptSubject) => Iterable<Finding>;
      }
  );
