import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import type { NewInstanceParams } from '../protocol/index.ts';
import { activeDefinition } from './active-definition.ts';
import { type Chosen, definitionOfChosen } from './chosen-images.ts';
import { showDockerfile } from './dockerfile-preview.ts';
import type { LanguageServer } from './language-server.ts';
import { createEnv, importFile } from './new-env.ts';
import { createInstance } from './new-instance.ts';
import { createWorkloads } from './new-workloads.ts';
import type { RulePages } from './rule-pages.ts';

/** By package.json: the extension, and in it the walkthrough. */
const walkthrough = 'code-envs.code-envs#code-envs.start';

/** Registers the commands that execute nothing. */
export function registerCommands(server: LanguageServer, pages: RulePages): Disposable[] {
  return [
    commands.registerCommand('code-envs.createEnv', (name?: unknown) =>
      createEnv(server.client, ifText(name)),
    ),
    commands.registerCommand('code-envs.importFile', (uri?: unknown, name?: unknown) =>
      importFile(server.client, uri instanceof Uri ? uri : undefined, ifText(name)),
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
    commands.registerCommand('code-envs.getStarted', () =>
      commands.executeCommand('workbench.action.openWalkthrough', walkthrough),
    ),
    commands.registerCommand('code-envs.restartServer', () => server.restart()),
  ];
}

/** Menus give arguments of their own, such as what is selected. */
function ifText(argument: unknown): string | undefined {
  return typeof argument === 'string' ? argument : undefined;
}

async function previewDockerfile(from: Chosen | undefined): Promise<void> {
  const definition = from ? definitionOfChosen(from) : activeDefinition();
  if (definition) await showDockerfile(definition);
  else
    void window.showInformationMessage(
      l10n.t(
        'Open the definition of a code env first: a code-env.yaml, or a text with the language mode Code Env.',
      ),
    );
}
