import { commands, type Disposable } from 'vscode';
import type { BaseLanguageClient, Location, Position, StaticFeature } from 'vscode-languageclient';
import { showUsesCommand } from '../protocol/index.ts';

/** Tells the server that a lens may show where something is used. */
export const showsUses: StaticFeature = {
  fillClientCapabilities: capabilities => {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: [showUsesCommand] } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** Shows places of the protocol in the editor's own view of references. */
export function registerShowUses(client: () => BaseLanguageClient | undefined): Disposable {
  return commands.registerCommand(showUsesCommand, (uri: string, at: Position, places: Location[]) => {
    const convert = client()?.protocol2CodeConverter;
    if (!convert) return;
    return commands.executeCommand(
      'editor.action.showReferences',
      convert.asUri(uri),
      convert.asPosition(at),
      places.map(convert.asLocation),
    );
  });
}
