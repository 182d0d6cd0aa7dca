// What client, server and command line must agree on, beside the Language Server Protocol itself.

export type * from './answers.ts';
export type * from './status.ts';
export type * from './test-report.ts';

/** How Node runs the server for an editor: with a thousand open files it holds a seventh less than with twice as much room for what is new. */
export const serverFlags: readonly string[] = ['--max-semi-space-size=16'];

/** The language of all our files. */
export const languageId = 'code-env';

/** The scheme of the documents that show the Dockerfile of a definition, unsaved changes included; the definition's address is in the query. With a container configuration as fragment it is what the image for that is made from, its packages too. */
export const dockerfileScheme = 'code-env-dockerfile';

/** The scheme of the documents that show a rule's page; the rule is the name of the file, before `.md`. */
export const rulePageScheme = 'code-env-rule';

/** Asks for the code envs of the workspace. */
export const codeEnvsRequest = 'code-envs/codeEnvs';

/** A code env; its place is that of its definition. */
export interface CodeEnvEntry extends Place {
  readonly name: string;
  /** Whether DSS owns its content, so that images can be built of it. */
  readonly managed: boolean;
}

/**
 * The command that shows where something is used: its arguments are the address of a document, a position in it, and the
 * locations, all as in the protocol. An editor that has it says so in `experimental.commands.commands`.
 */
export const showUsesCommand = 'code-envs.showUses';

/** The command that opens a file, as one that a code action has made: its argument is the address. An editor says that it has it as it does of {@link showUsesCommand}. */
export const openFileCommand = 'code-envs.openFile';

/** The command that runs a workload: its arguments are a {@link WorkloadEntry}, or nothing to ask the user. */
export const runCommand = 'code-envs.run';

/** Asks for the workloads of the workspace that can be named. */
export const workloadsRequest = 'code-envs/workloads';

/** A workload; its own place is that of its name in its `workloads.yaml`. */
export interface WorkloadEntry extends Place {
  readonly name: string;
  /** As in the file, `PYTHON_RECIPE` for example; undefined where none is written. */
  readonly type: string | undefined;
  /** The address of its script or notebook; undefined where it names none. */
  readonly script: string | undefined;
  /** The address of the folder that its runs write to, whether it is there or not. */
  readonly outputs: string;
  /** The code env and the container configuration that it uses, once defaults are followed. */
  readonly env: UsedEntry;
  readonly config: UsedEntry;
}

/** What a workload uses; without a place where the instance does not define it, as the builtin env. */
export interface UsedEntry {
  readonly name: string;
  readonly place: Place | undefined;
}

export interface Place {
  /** The address of the file. */
  readonly uri: string;
  /** Counts from 0. */
  readonly line: number;
}

/** Asks what a new code env can be. */
export const creationRequest = 'code-envs/creation';

export interface CreationAnswer {
  readonly instances: readonly InstanceEntry[];
  /** As in `PYTHON311`, the usual one first. */
  readonly interpreters: readonly string[];
  /** As in `AUTO`. */
  readonly corePackagesSets: readonly string[];
}

export interface InstanceEntry {
  /** The address of its `container-configs.yaml`. */
  readonly uri: string;
  /** The names of its container configurations. */
  readonly configs: readonly string[];
  /** The names that its code envs have. */
  readonly taken: readonly string[];
}

/** Asks for the definition of a new code env. */
export const newEnvRequest = 'code-envs/newEnv';

export interface NewEnvParams {
  readonly name: string;
  /** The address of the instance, or of the folder where there is none. */
  readonly at: string;
  readonly choices: NewEnvChoices;
}

export interface NewEnvChoices {
  readonly lang: 'PYTHON' | 'R';
  readonly interpreter?: string;
  readonly corePackages: boolean;
  readonly corePackagesSet?: string;
  readonly jupyter: boolean;
  readonly configs: 'all' | readonly string[];
}

/** A file that is to be written. */
export interface NewFile {
  readonly uri: string;
  readonly text: string;
}

/** Asks for the definition that a file of another tool becomes. */
export const importFileRequest = 'code-envs/importFile';

export interface ImportFileParams {
  /** The address of the file. */
  readonly uri: string;
  readonly text: string;
  /** Undefined for the name that the file gives. */
  readonly name?: string;
}

/** The definition, under which name, and the names that others have; or a sentence why there is none. */
export type ImportFileAnswer =
  | (NewFile & { readonly name: string; readonly taken: readonly string[] })
  | { readonly problem: string };

/** Asks for the edits that write what a file of another tool lists into the code env at a place. */
export const takeOverRequest = 'code-envs/takeOver';

export interface TakeOverParams<Position> {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** The file, and its text. */
  readonly from: { readonly uri: string; readonly text: string };
}

/** A `WorkspaceEdit`, or a sentence why nothing is taken over; null where the document has no list, or the file is none to take over. */
export type TakeOverAnswer<Edit> = { readonly edit: Edit } | { readonly problem: string } | null;

/** Asks for the `container-configs.yaml` of a new instance. */
export const newInstanceRequest = 'code-envs/newInstance';

export interface NewInstanceParams {
  readonly dssVersion: string;
  readonly installId: string;
  /** The name of the first container configuration. */
  readonly config: string;
  /** Undefined for DSS's own. */
  readonly baseImage?: string;
}

/** Asks for the `workloads.yaml` of an instance, to be filled in: its text is a snippet. */
export const newWorkloadsRequest = 'code-envs/newWorkloads';

export interface NewWorkloadsParams {
  /** The address of the `container-configs.yaml`. */
  readonly instance: string;
}

/**
 * Asks the client what lies in a folder that the server cannot read: one of a workspace that is on no disk, or any in a
 * browser. A client that answers says so in `experimental.codeEnvs.readsFiles`.
 */
export const readFolderRequest = 'code-envs/readFolder';

/** Asks the client for the text of such a file; null where there is none. */
export const readTextRequest = 'code-envs/readText';

/** Asks the client for the text of docs/rules.md. */
export const rulePagesRequest = 'code-envs/rulePages';

export interface ReadParams {
  /** The address of the folder or file. */
  readonly uri: string;
}

/** What lies in a folder; null where there is none. */
export type ReadFolderAnswer = readonly FolderEntry[] | null;

export interface FolderEntry {
  readonly name: string;
  /** Of a link, what it leads to. */
  readonly type: 'file' | 'folder' | 'other';
  readonly isLink: boolean;
}
