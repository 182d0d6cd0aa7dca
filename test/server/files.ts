import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export type Folder = ReturnType<typeof folderWith>;

/** A folder of its own with `files` in it, which is deleted by `remove`. */
export function folderWith(files: Readonly<Record<string, string>>) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-envs-server-')));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    uri: pathToFileURL(folder).href,
    write,
    uriOf: (name: string) => pathToFileURL(join(folder, name)).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The text of the document at `uri` after an action. */
export function after(text: string, uri: string, action: CodeAction | undefined): string {
  const edits = (action?.edit?.documentChanges ?? []).flatMap(change =>
    'edits' in change && change.textDocument.uri === uri ? (change as TextDocumentEdit).edits : [],
  );
  const plain = [...edits, ...(action?.edit?.changes?.[uri] ?? [])] as TextEdit[];
  return TextDocument.applyEdits(TextDocument.create(uri, 'code-env', 1, text), plain);
}
