import { commands, type Disposable, l10n, type Uri, window } from 'vscode';
import type { NewInstanceParams } from '../protocol/index.ts';
import { activeDefinition } from './active-definition.ts';
import { type Chosen, definitionOfChosen } from './chosen-images.ts';
import { showDockerfile } from './dockerfile-preview.ts';
import type { LanguageServer } from './language-server.ts';
import { createEnv, importFile } from './new-env.ts';
import { createInstance } from './new-instance.ts';
import { createWorkloads } from './new-workloads.ts';
import type { RulePages } from './rule-pages.ts';

/** Registers the commands that execute nothing. */
export function registerCommands(server: LanguageServer, pages: RulePages): Disposable[] {
  return [
    commands.registerCommand('code-envs.createEnv', (name?: string) => createEnv(server.client, name)),
    commands.registerCommand('code-envs.importFile', (uri?: Uri, name?: unknown) =>
      // From the explorer the second argument is what is selected there.
      importFile(server.client, uri, typeof name === 'string' ? name : undefined),
    ),
    commands.registerCommand('code-envs.createInstance', async (known?: Partial<NewInstanceParams>) => {
      await createInstance(server.client, known);
    }),
    commands.registerCommand('code-envs.createWorkloads', () => createWorkloads(server.client)),
    commands.registerCommand('code-envs.previewDockerfile', (from?: Chosen) => previewDockerfile(from)),
    commands.registerCommand('code-envs.openCodeEnv', (chosen: Chosen) =>
      commands.executeCommand('vscode.open', definitionOfChosen(chosen)),
    ),
    commands.registerCommand('code-envs.explainRule', (rule?: string) => pages.explain(rule)),
    commands.registerCommand('code-envs.restartServer', () => server.restart()),
  ];
}

async function previewDockerfile(from: Chosen | undefined): Promise<void> {
  const definition = from ? definitionOfChosen(from) : activeDefinition();
  if (definition) await showDockerfile(definition);
  else
    void window.showInformationMessage(l10n.t('Open the definition of a code env first: a code-env.yaml.'));
}
