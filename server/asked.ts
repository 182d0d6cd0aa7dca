import type { TextDocumentPositionParams } from 'vscode-languageserver';
import type { ReadFile } from '../core/index.ts';
import { toOffset } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** A place of a file of ours. */
export interface Asked {
  readonly uri: string;
  readonly file: ReadFile;
  readonly offset: number;
}

/** The place that a request is about; undefined where the file is none of ours. */
export function askedBy(
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  workspace: Workspace,
): Asked | undefined {
  const file = workspace.file(uri);
  return file && { uri, file, offset: toOffset(file.source.lines, position) };
}
