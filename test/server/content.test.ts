import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClientCapabilities, TextDocumentContentResult } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { type Editor, pulling } from './editor.ts';
import type { Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const able: ClientCapabilities = {
  workspace: {
    ...pulling.workspace,
    textDocumentContent: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
  },
};
const env = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n';

suite('documents that are on no disk', () => {
  let editor: Editor;
  let folder: Folder;
  let definition: string;

  inEachTest(
    {
      'container-configs.yaml':
        'dssVersion: 14.3.2\ninstallId: x\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n',
      'churn/code-env.yaml': env,
    },
    (...given) => {
      [editor, folder] = given;
      definition = folder.uriOf('churn/code-env.yaml');
    },
  );

  const content = (uri: string): Promise<TextDocumentContentResult | null> =>
    editor.connection.sendRequest('workspace/textDocumentContent', { uri });
  const dockerfile = () =>
    URI.from({ scheme: 'code-env-dockerfile', path: '/Dockerfile of churn', query: definition }).toString();

  test('the Dockerfile of a definition, asked for again when a file changed', async () => {
    const { capabilities } = await editor.start(able, [folder.uri]);
    const schemes = ['code-env-dockerfile', 'code-env-rule'];
    assert.deepEqual(capabilities.workspace?.textDocumentContent, { schemes });
    const refreshed = new Promise<string>(resolve =>
      editor.connection.onRequest('workspace/textDocumentContent/refresh', ({ uri }) => {
        resolve(uri);
        return null;
      }),
    );
    assert.match((await content(dockerfile()))?.text ?? '', /^FROM company\/base:1$/m);
    await editor.open(definition, `${env}dockerfileAtEnd: ENV COLOUR=blue\n`);
    assert.equal(await refreshed, dockerfile());
    assert.match((await content(dockerfile()))?.text ?? '', /^ENV COLOUR=blue$/m);
  });

  test('what the image for one container configuration is made from', async () => {
    await editor.start(able, [folder.uri]);
    await editor.open(definition, `${env}specPackageList: pandas\n`);
    const of = async (config: string) => (await content(`${dockerfile()}#${config}`))?.text ?? '';
    assert.match(
      await of('cpu'),
      /^# The code env churn .*\nFROM company\/base:1$[\s\S]*^# Packages\n# {3}pandas$/m,
    );
    assert.match(await of('gone'), /^# churn does not select the container configuration gone\.$/m);
  });

  test('why there is no Dockerfile', async () => {
    await editor.start(able, [folder.uri]);
    definition = folder.uriOf('none/code-env.yaml');
    assert.equal((await content(dockerfile()))?.text, '# This is not the definition of a code env.\n');
  });

  test('the page of a rule', async () => {
    await editor.start(able, [folder.uri]);
    assert.match((await content('code-env-rule:/resources-mode-fits.md'))?.text ?? '', /^## resources-mode/);
    assert.equal((await content('code-env-rule:/no.md'))?.text, 'No rule is called no.\n');
    assert.equal(await content('file:///etc/passwd'), null);
  });

  for (const did of ['Create', 'Rename', 'Delete']) {
    test(`did${did}Files: what is known of files is looked up again`, async () => {
      const { capabilities } = await editor.start(able, [folder.uri]);
      const { fileOperations } = capabilities.workspace ?? {};
      assert.deepEqual(fileOperations?.[`did${did}` as 'didCreate'], {
        filters: [{ scheme: 'file', pattern: { glob: '**' } }],
      });
      await editor.open(definition, env);
      const names = async () => {
        const found = await editor.connection.sendRequest<{ name: string }[]>('workspace/symbol', {
          query: 'added',
        });
        return found.map(({ name }) => name);
      };
      assert.deepEqual(await names(), []);
      folder.write('added/code-env.yaml', env);
      const uri = folder.uriOf('added/code-env.yaml');
      const files = [did === 'Rename' ? { oldUri: definition, newUri: uri } : { uri }];
      await editor.connection.sendNotification(`workspace/did${did}Files`, { files });
      assert.deepEqual(await names(), ['added']);
    });
  }
});
