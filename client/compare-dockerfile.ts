import { commands, Disposable, l10n, languages, Uri, window, workspace } from 'vscode';
import { dockerfileScheme, languageId } from '../protocol/index.ts';
import { BuiltDockerfiles, builtScheme, builtUri } from './built-dockerfiles.ts';
import { type Chosen, definitionOfChosen, type ImageRow } from './chosen-images.ts';
import { codeEnvStates, definitionOf } from './code-env-states.ts';
import { dockerfileUri } from './dockerfile-preview.ts';
import type { ImageStates } from './image-states.ts';
import { stateWord } from './image-words.ts';

/** Compares what an image was built from with what it would be built from now. */
export function registerCompare(states: ImageStates, commandLine: string): Disposable {
  const built = new BuiltDockerfiles(commandLine);
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(builtScheme, built),
    states.onDidChange(() => built.refresh()),
    commands.registerCommand('code-envs.compareWithImage', (from?: Chosen) => compare(from, states)),
  );
}

async function compare(from: Chosen | undefined, states: ImageStates): Promise<void> {
  const row = from && 'of' in from ? from : await chooseImage(from, states);
  const config = row?.image.configs[0];
  if (!row || config === undefined) return;
  const image = `${row.of.env} (${row.image.configs.join(', ')})`;
  if (row.image.state === 'missing') {
    void window.showInformationMessage(
      l10n.t('The image {image} was not built yet, so that there is nothing to compare with.', { image }),
    );
    return;
  }
  const sides = [builtUri(row, config), dockerfileUri(definitionOf(row.of), config)] as const;
  for (const uri of sides)
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'dockerfile');
  const title = l10n.t('{image}: image ↔ definition', { image });
  await commands.executeCommand('vscode.diff', ...sides, title, { preview: true });
}

/** The image of a definition, a preview or what is edited; the user picks where there are several. */
async function chooseImage(from: Chosen | undefined, states: ImageStates): Promise<ImageRow | undefined> {
  const definition = definitionOfPreview(from ? definitionOfChosen(from) : activeDocument());
  await states.whenKnown();
  const rows = codeEnvStates(states)
    .filter(of => definitionOf(of).toString() === definition?.toString())
    .flatMap(of => of.images.map(image => ({ of, image })));
  if (rows.length === 0) {
    void window.showInformationMessage(
      definition
        ? l10n.t('No image is planned of this definition.')
        : l10n.t('Open the definition of a code env first: a code-env.yaml.'),
    );
    return undefined;
  }
  if (rows.length === 1) return rows[0];
  const items = rows.map(row => ({
    label: row.image.configs.join(', '),
    description: stateWord(row.image.state),
    detail: row.image.base,
    row,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('The image to compare with') }))?.row;
}

function activeDocument(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === languageId || document?.uri.scheme === dockerfileScheme
    ? document.uri
    : undefined;
}

function definitionOfPreview(uri: Uri | undefined): Uri | undefined {
  return uri?.scheme === dockerfileScheme ? Uri.parse(uri.query) : uri;
}
