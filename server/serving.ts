import type { CancellationToken, Connection, ResponseError } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features.ts';
import type { Workspace } from './workspace.ts';

/** What a group of requests is answered with. */
export interface Serving {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** What the editor can do: known once it has said so. */
  readonly features: () => ClientFeatures;
  /** A handler that never throws: `neutral` stands for its answer where it would. */
  readonly guard: <P, R>(
    neutral: R,
    answer: (params: P) => R,
  ) => (params: P, token: CancellationToken) => R | ResponseError<void>;
}
