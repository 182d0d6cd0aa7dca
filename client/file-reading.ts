import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, StaticFeature } from 'vscode-languageclient';
import {
  type FolderEntry,
  type ReadFolderAnswer,
  type ReadParams,
  readFolderRequest,
  readTextRequest,
  rulePagesRequest,
} from '../protocol/index.ts';

/** Tells the server that it may have files read that it cannot read itself. */
const readsFiles: StaticFeature = {
  fillClientCapabilities: capabilities => {
    capabilities.experimental = { ...capabilities.experimental, codeEnvs: { readsFiles: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** Reads files for the server, of whatever scheme the editor knows. `rulePages` is docs/rules.md. */
export function readFilesFor(client: BaseLanguageClient, rulePages: Uri): void {
  client.registerFeature(readsFiles);
  client.onRequest(readFolderRequest, ({ uri }: ReadParams) => readFolder(Uri.parse(uri)));
  client.onRequest(readTextRequest, ({ uri }: ReadParams) => readText(Uri.parse(uri)));
  client.onRequest(rulePagesRequest, () => readText(rulePages));
}

async function readFolder(folder: Uri): Promise<ReadFolderAnswer> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(toEntry);
  } catch {
    // Not there, no folder, or closed to us: for the server that is the same.
    return null;
  }
}

function toEntry([name, type]: [string, FileType]): FolderEntry {
  const isFile = (type & FileType.File) !== 0;
  const isFolder = (type & FileType.Directory) !== 0;
  return {
    name,
    type: isFile ? 'file' : isFolder ? 'folder' : 'other',
    isLink: (type & FileType.SymbolicLink) !== 0,
  };
}

async function readText(file: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return null;
  }
}
