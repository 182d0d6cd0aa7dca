import type { Connection } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features.ts';
import type { Guards } from './guards.ts';
import type { Workspace } from './workspace.ts';

/** What a group of requests is answered with. */
export interface Serving extends Guards {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** What the editor can do: known once it has said so. */
  readonly features: () => ClientFeatures;
}
