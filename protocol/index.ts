// What client and server must agree on, beside the Language Server Protocol itself.

/** The language of all our files. */
export const languageId = 'code-env';

/** Asks for the Dockerfile of a code env definition, unsaved changes included. */
export const dockerfileRequest = 'code-envs/dockerfile';

export interface DockerfileParams {
  /** The address of the definition. */
  readonly uri: string;
}

/** The Dockerfile, or a sentence why there is none. */
export type DockerfileAnswer = { readonly text: string } | { readonly problem: string };

/** Asks for the code envs of the workspace. */
export const codeEnvsRequest = 'code-envs/codeEnvs';

export interface CodeEnvEntry {
  readonly name: string;
  /** The address of its definition. */
  readonly uri: string;
  /** Whether DSS owns its content, so that images can be built of it. */
  readonly managed: boolean;
}

/** The command that runs a workload: its arguments are a {@link WorkloadEntry}, or nothing to ask the user. */
export const runCommand = 'code-envs.run';

/** Asks for the workloads of the workspace that can be named. */
export const workloadsRequest = 'code-envs/workloads';

export interface WorkloadEntry {
  readonly name: string;
  /** As in the file, `PYTHON_RECIPE` for example; undefined where none is written. */
  readonly type: string | undefined;
  /** The address of its `workloads.yaml`. */
  readonly uri: string;
}
