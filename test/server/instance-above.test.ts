import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextDocumentContentResult } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { type CodeEnvEntry, codeEnvsRequest } from '../../protocol/index.ts';
import { Editor, simple } from './editor.ts';
import { folderWith } from './files.ts';

const configs =
  'dssVersion: 14.3.2\ninstallId: x\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n';
const env = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n';

/** The Dockerfile of `envs/churn`, of which the folder alone is opened, and the code envs that are found. */
async function opened(more: Readonly<Record<string, string>>) {
  const folder = folderWith({
    ...{ 'container-configs.yaml': configs, 'envs/other/code-env.yaml': env },
    ...{ 'envs/churn/code-env.yaml': env, ...more },
  });
  const editor = Editor.inMemory();
  try {
    await editor.start(simple, [folder.uriOf('envs/churn')]);
    const query = folder.uriOf('envs/churn/code-env.yaml');
    const uri = URI.from({ scheme: 'code-env-dockerfile', path: '/x', query }).toString();
    const content = await editor.connection.sendRequest<TextDocumentContentResult>(
      'workspace/textDocumentContent',
      { uri },
    );
    const known = await editor.connection.sendRequest<CodeEnvEntry[]>(codeEnvsRequest, {});
    return { text: content.text, names: known.map(({ name }) => name) };
  } finally {
    await editor.stop();
    folder.remove();
  }
}

test('an instance above the opened folder counts; what else lies there is not looked through', async () => {
  const { text, names } = await opened({});
  assert.match(text, /^FROM company\/base:1$/m);
  assert.deepEqual(names, ['churn']);
});

test('an instance above the repository is that of somebody else', async () => {
  const { text } = await opened({ 'envs/.git/HEAD': 'ref: refs/heads/main\n' });
  assert.match(text, /^# There is no container-configs\.yaml in its folder or above\./);
});
