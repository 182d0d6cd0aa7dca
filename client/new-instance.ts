import { Uri, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type NewInstanceParams, newInstanceRequest } from '../protocol/index.ts';
import { chooseFolder } from './choose-folder.ts';
import { openNewFile } from './new-file.ts';

const title = 'New Instance';

/** Makes the `container-configs.yaml` of a folder, and gives its address; undefined where the user thinks better of it. What is `known` is not asked. */
export async function createInstance(
  client: LanguageClient | undefined,
  known: Partial<NewInstanceParams> = {},
): Promise<string | undefined> {
  const folder = await chooseFolder('The folder of the instance');
  const choices = folder && client && (await ask(known));
  if (!choices) return undefined;
  const text = await client.sendRequest<string>(newInstanceRequest, choices);
  const uri = Uri.joinPath(folder.uri, 'container-configs.yaml').toString();
  await openNewFile({ uri, text });
  return uri;
}

async function ask(known: Partial<NewInstanceParams>): Promise<NewInstanceParams | undefined> {
  const dssVersion =
    known.dssVersion ??
    (await window.showInputBox({
      title: `${title} (1/4)`,
      prompt: 'The version of DSS, as in 14.3.2',
      value: '14.3.2',
      validateInput: text => (/^\d+\.\d+\.\d+$/.test(text) ? undefined : 'Three numbers, as in 14.3.2.'),
    }));
  if (dssVersion === undefined) return undefined;
  const installId =
    known.installId ??
    (await window.showInputBox({
      title: `${title} (2/4)`,
      prompt: 'installid in install.ini of the data directory of DSS. It is part of the names of images.',
      validateInput: text => (/^[\w-]+$/.test(text) ? undefined : 'Letters, digits and hyphens.'),
    }));
  if (installId === undefined) return undefined;
  const config =
    known.config ??
    (await window.showInputBox({
      title: `${title} (3/4)`,
      prompt: 'The name of a first container configuration, which runs on Docker',
      value: 'cpu',
      validateInput: text => (text.trim() ? undefined : 'It needs a name.'),
    }));
  if (config === undefined) return undefined;
  // Where DSS 15 keeps the base image is not public.
  if (Number.parseInt(dssVersion, 10) >= 15) return { dssVersion, installId, config };
  const baseImage =
    known.baseImage ??
    (await window.showInputBox({
      title: `${title} (4/4)`,
      prompt: 'The base image that images are built on. Empty: the one that dssadmin builds',
      placeHolder: `dku-exec-base-${installId.toLowerCase()}:dss-${dssVersion}`,
    }));
  if (baseImage === undefined) return undefined;
  return { dssVersion, installId, config, ...(baseImage.trim() && { baseImage: baseImage.trim() }) };
}
