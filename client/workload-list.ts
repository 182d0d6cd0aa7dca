import type { BaseLanguageClient } from 'vscode-languageclient';
import { type WorkloadEntry, workloadsRequest } from '../protocol/index.ts';
import { ServerList } from './server-list.ts';

/** The workloads of the workspace. */
export class WorkloadList extends ServerList<WorkloadEntry> {
  constructor(client: () => BaseLanguageClient | undefined) {
    super(client, workloadsRequest);
  }
}
