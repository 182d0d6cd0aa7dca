import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CreationAnswer,
  creationRequest,
  type ImportFileAnswer,
  type InstanceEntry,
  importFileRequest,
  type NewEnvChoices,
  type NewFile,
  newEnvRequest,
} from '../protocol/index.ts';
import { chooseFolder } from './choose-folder.ts';
import { openNewFile } from './new-file.ts';
import { createInstance } from './new-instance.ts';
import { tickStep } from './walkthrough-steps.ts';

/** The questions stay while the user looks something up elsewhere. */
const wizard = { title: l10n.t('New Code Env'), ignoreFocusOut: true };

/** The files of other tools that a code env can be made of; package.json has them for the explorer. */
const importable =
  /(?:requirements[^/]*\.(?:txt|in)|\/(?:conda-)?env(?:ironment)?\.ya?ml|\/pyproject\.toml|\/renv\.lock)$/;

/** Where the packages of a new definition are written: in the place of the example. */
const packagesPlace = /(?<=specPackageList: \|\n\s*)\S.*/;

/** Asks what a code env is to be, writes its definition and opens it. A `known` name is not asked. */
export async function createEnv(client: BaseLanguageClient | undefined, known?: string): Promise<void> {
  if (!client) return;
  const asked = await client.sendRequest<CreationAnswer>(creationRequest, {});
  const place = await choosePlace(client, asked);
  if (!place) return;
  const name = known ?? (await askName(place.instance?.taken ?? []));
  const choices = name === undefined ? undefined : await askChoices(asked, place.instance);
  if (!choices) return;
  const params = { name, at: place.at, choices };
  await openNewFile(await client.sendRequest<NewFile>(newEnvRequest, params), packagesPlace);
  await tickStep('codeEnvs.hasCreated');
}

/** Makes a code env of a requirements.txt, an environment.yml, a pyproject.toml or a renv.lock. A `known` name is not asked. */
export async function importFile(
  client: BaseLanguageClient | undefined,
  uri: Uri | undefined,
  known?: string,
): Promise<void> {
  const file = uri ?? activeFile() ?? (await pickFile());
  if (!file) return;
  const text = (await workspace.openTextDocument(file)).getText();
  await importText(client, { uri: file, text }, known);
}

function activeFile(): Uri | undefined {
  const file = window.activeTextEditor?.document.uri;
  return file && importable.test(file.path) ? file : undefined;
}

async function pickFile(): Promise<Uri | undefined> {
  const title = l10n.t('A requirements.txt, environment.yml, pyproject.toml or renv.lock');
  const defaultUri = workspace.workspaceFolders?.[0]?.uri;
  const picked = await window.showOpenDialog({ title, ...(defaultUri && { defaultUri }) });
  return picked?.[0];
}

/** The same of a file whose text is known. */
export async function importText(
  client: BaseLanguageClient | undefined,
  { uri, text }: { readonly uri: Uri; readonly text: string },
  known?: string,
): Promise<void> {
  if (!client) return;
  const ask = (name?: string) =>
    client.sendRequest<ImportFileAnswer>(importFileRequest, { uri: uri.toString(), text, name });
  const suggested = await ask(known);
  if ('problem' in suggested) {
    void window.showWarningMessage(`${workspace.asRelativePath(uri)}: ${suggested.problem}`);
    return;
  }
  const name = known ?? (await askName(suggested.taken, suggested.name));
  if (name === undefined) return;
  const made = name === suggested.name ? suggested : await ask(name);
  if (!('text' in made)) return;
  await openNewFile(made);
  await tickStep('codeEnvs.hasCreated');
}

/** The instance of the new code env, which is made first where there is none; or the folder without one. */
async function choosePlace(
  client: BaseLanguageClient,
  { instances }: CreationAnswer,
): Promise<{ readonly at: string; readonly instance?: InstanceEntry } | undefined> {
  if (instances.length === 0) return placeWithoutInstance(client);
  const items = instances.map(instance => ({
    label: workspace.asRelativePath(Uri.parse(instance.uri)),
    instance,
  }));
  const picked =
    items.length === 1
      ? items[0]
      : await window.showQuickPick(items, { ...wizard, placeHolder: l10n.t('The instance of the code env') });
  return picked && { at: picked.instance.uri, instance: picked.instance };
}

async function placeWithoutInstance(
  client: BaseLanguageClient,
): Promise<{ readonly at: string } | undefined> {
  const first = {
    label: l10n.t('Make container-configs.yaml first'),
    detail: l10n.t('The instance: its version of DSS and its container configurations. Images need it.'),
  };
  const without = {
    label: l10n.t('Go on without'),
    detail: l10n.t('The definition is checked, but no image can be built of it yet.'),
  };
  const placeHolder = l10n.t('There is no container-configs.yaml in this workspace');
  const picked = await window.showQuickPick([first, without], { ...wizard, placeHolder });
  if (!picked) return undefined;
  if (picked === without) {
    const folder = await chooseFolder(l10n.t('The folder of the code env'));
    return folder && { at: folder.uri.toString() };
  }
  const at = await createInstance(client);
  return at === undefined ? undefined : { at };
}

function askName(taken: readonly string[], value?: string): Thenable<string | undefined> {
  return window.showInputBox({
    ...wizard,
    prompt: l10n.t('The name of the code env: letters, digits and hyphens'),
    ...(value !== undefined && { value }),
    validateInput: text =>
      taken.includes(text)
        ? l10n.t('There is a code env {name} already.', { name: text })
        : /^[A-Za-z\d-]+$/.test(text)
          ? undefined
          : l10n.t('Letters, digits and hyphens.'),
  });
}

/** Undefined where the user thinks better of it. */
async function askChoices(
  { interpreters, corePackagesSets }: CreationAnswer,
  instance: InstanceEntry | undefined,
): Promise<NewEnvChoices | undefined> {
  const lang = await choose(l10n.t('The language'), [
    { label: 'Python', value: 'PYTHON' as const },
    { label: 'R', value: 'R' as const },
  ]);
  if (!lang) return undefined;
  const interpreter =
    lang === 'R'
      ? undefined
      : await choose(
          l10n.t('The interpreter'),
          interpreters.map(value => ({ label: value.replace(/^PYTHON(\d)/, 'Python $1.'), value })),
        );
  if (lang === 'PYTHON' && interpreter === undefined) return undefined;
  const core = await choose(l10n.t('The core packages, which most features of DSS need'), [
    ...(lang === 'R'
      ? [{ label: l10n.t('Install'), value: 'install' }]
      : corePackagesSets.map(value => ({
          label: value === 'AUTO' ? l10n.t('The newest that fit') : value,
          value,
        }))),
    { label: l10n.t('None'), value: '' },
  ]);
  if (core === undefined) return undefined;
  const configs = await chooseConfigs(instance?.configs ?? []);
  if (!configs) return undefined;
  const jupyter = await choose(l10n.t('Can notebooks use it?'), [
    { label: l10n.t('No'), value: false },
    { label: l10n.t('Yes'), detail: l10n.t('Jupyter support is installed, too.'), value: true },
  ]);
  if (jupyter === undefined) return undefined;
  return {
    lang,
    ...(interpreter !== undefined && { interpreter }),
    corePackages: core !== '',
    ...(lang === 'PYTHON' && core !== '' && { corePackagesSet: core }),
    jupyter,
    configs,
  };
}

async function chooseConfigs(names: readonly string[]): Promise<NewEnvChoices['configs'] | undefined> {
  if (names.length < 2) return 'all';
  const all = await choose(l10n.t('The container configurations that can use it'), [
    { label: l10n.t('All'), value: true },
    { label: l10n.t('Some…'), value: false },
  ]);
  if (all !== false) return all && 'all';
  const some = await window.showQuickPick([...names], { ...wizard, canPickMany: true });
  return some && some.length > 0 ? some : undefined;
}

async function choose<T>(
  placeHolder: string,
  items: readonly (QuickPickItem & { readonly value: T })[],
): Promise<T | undefined> {
  return (await window.showQuickPick(items, { ...wizard, placeHolder }))?.value;
}
