import type { Connection } from 'vscode-languageserver';
import type { Disk } from '../workspace/disk.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Guards } from './guards.ts';
import type { Workspace } from './workspace.ts';

/** What a group of requests is answered with. */
export interface Serving extends Guards {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** What the editor can do: known once it has said so. */
  readonly features: () => ClientFeatures;
  /** The text of docs/rules.md. */
  readonly readRulePages: () => Promise<string>;
}

/** What the server has where it runs. In a browser that is nothing: the editor reads for it. */
export interface Surroundings {
  readonly disk?: Disk;
  /** The folder of the instance of what lies in a folder of that disk: the same, or one above. */
  readonly instanceFolder?: (folder: string) => string;
  readonly readRulePages?: () => Promise<string>;
}
