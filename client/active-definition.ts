import { type Uri, window } from 'vscode';
import { languageId } from '../protocol/index.ts';

/** The address of the definition that is being edited. */
export function activeDefinition(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === languageId ? document.uri : undefined;
}
