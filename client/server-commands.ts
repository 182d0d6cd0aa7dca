import { commands, Disposable } from 'vscode';
import type { BaseLanguageClient, Location, Position, StaticFeature } from 'vscode-languageclient';
import { openFileCommand, showUsesCommand } from '../protocol/index.ts';

/** Tells the server which commands its lenses and code actions may name. */
export const serverCommands: StaticFeature = {
  fillClientCapabilities: capabilities => {
    capabilities.experimental = {
      ...capabilities.experimental,
      commands: { commands: [showUsesCommand, openFileCommand] },
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** Registers the commands that the server names; places are those of the protocol. */
export function registerServerCommands(client: () => BaseLanguageClient | undefined): Disposable {
  return Disposable.from(
    commands.registerCommand(showUsesCommand, (uri: string, at: Position, places: Location[]) => {
      const convert = client()?.protocol2CodeConverter;
      if (!convert) return;
      return commands.executeCommand(
        'editor.action.showReferences',
        convert.asUri(uri),
        convert.asPosition(at),
        places.map(convert.asLocation),
      );
    }),
    commands.registerCommand(openFileCommand, (uri: string) => {
      const convert = client()?.protocol2CodeConverter;
      return convert && commands.executeCommand('vscode.open', convert.asUri(uri));
    }),
  );
}
