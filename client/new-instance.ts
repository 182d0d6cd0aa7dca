import { type InputBoxOptions, l10n, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type NewInstanceParams, newInstanceRequest } from '../protocol/index.ts';
import { chooseFolder } from './choose-folder.ts';
import { isThere } from './instance-above.ts';
import { openNewFile } from './new-file.ts';
import { usualInstallId } from './usual-install-id.ts';

/** Makes the `container-configs.yaml` of a folder, and gives its address; undefined where the user thinks better of it. What is `known` is not asked. */
export async function createInstance(
  client: BaseLanguageClient | undefined,
  known: Partial<NewInstanceParams> = {},
): Promise<string | undefined> {
  const folder = await chooseFolder(l10n.t('The folder of the instance'));
  if (!folder || !client) return undefined;
  const file = Uri.joinPath(folder.uri, 'container-configs.yaml');
  const uri = file.toString();
  // Said before the first question.
  const choices = (await isThere(file)) ? undefined : await ask(known, folder.name);
  if (choices)
    await openNewFile({ uri, text: await client.sendRequest<string>(newInstanceRequest, choices) });
  else if (await isThere(file)) await openNewFile({ uri, text: '' });
  else return undefined;
  return uri;
}

async function ask(
  known: Partial<NewInstanceParams>,
  folder: string,
): Promise<NewInstanceParams | undefined> {
  const dssVersion = await askText(1, known.dssVersion, {
    prompt: l10n.t('The version of DSS, as in 14.3.2'),
    value: '14.3.2',
    validateInput: text =>
      /^\d+\.\d+\.\d+$/.test(text) ? undefined : l10n.t('Three numbers, as in 14.3.2.'),
  });
  if (dssVersion === undefined) return undefined;
  const installId = await askText(2, known.installId, {
    prompt: l10n.t(
      'A word that is part of the names of images: installid in install.ini of DSS, or any other while they are only for you',
    ),
    value: usualInstallId(folder),
    validateInput: text => (/^[\w-]+$/.test(text) ? undefined : l10n.t('Letters, digits and hyphens.')),
  });
  if (installId === undefined) return undefined;
  const config = await askText(3, known.config, {
    prompt: l10n.t('The name of a first container configuration, which runs on Docker'),
    value: 'cpu',
    validateInput: text => (text.trim() ? undefined : l10n.t('It needs a name.')),
  });
  if (config === undefined) return undefined;
  // Where DSS 15 keeps the base image is not public.
  if (Number.parseInt(dssVersion, 10) >= 15) return { dssVersion, installId, config };
  const baseImage = await askText(4, known.baseImage, {
    prompt: l10n.t('The base image that images are built on. Empty: the one that dssadmin builds'),
    placeHolder: `dku-exec-base-${installId.toLowerCase()}:dss-${dssVersion}`,
  });
  if (baseImage === undefined) return undefined;
  return { dssVersion, installId, config, ...(baseImage.trim() && { baseImage: baseImage.trim() }) };
}

async function askText(
  step: number,
  known: string | undefined,
  options: InputBoxOptions,
): Promise<string | undefined> {
  const title = l10n.t('New Instance ({step}/4)', { step });
  // It stays while the user looks something up elsewhere.
  return known ?? window.showInputBox({ title, ignoreFocusOut: true, ...options });
}
