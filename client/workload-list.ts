import type { LanguageClient } from 'vscode-languageclient/node';
import { type WorkloadEntry, workloadsRequest } from '../protocol/index.ts';
import { ServerList } from './server-list.ts';

/** The workloads of the workspace. */
export class WorkloadList extends ServerList<WorkloadEntry> {
  constructor(client: () => LanguageClient | undefined) {
    super(client, workloadsRequest);
  }
}
