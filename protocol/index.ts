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
