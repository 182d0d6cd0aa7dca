import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import type { ClientCapabilities, Location } from 'vscode-languageserver/node';
import { onDisk } from '../../server/on-disk.ts';
import { Editor, pulling } from './editor.ts';
import { VirtualFiles } from './virtual-files.ts';

const reading: ClientCapabilities = { ...pulling, experimental: { codeEnvs: { readsFiles: true } } };
const instance =
  'dssVersion: 14.3.2\ninstallId: x\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n';
const env =
  'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: false\ncontainerConfs: [gpu]\n';

for (const [where, root, surroundings] of [
  ['beside the disk of Node', 'vscode-vfs://github/company/code envs', onDisk],
  ['of the root of a scheme', 'memfs:', onDisk],
  ['in a browser', 'file:///code-envs', {}],
] as const)
  suite(`files that the editor reads, ${where}`, () => {
    let editor: Editor;
    let files: VirtualFiles;

    beforeEach(() => {
      editor = Editor.inMemory(surroundings);
      files = new VirtualFiles(root, { 'container-configs.yaml': instance, 'churn/code-env.yaml': env });
      files.serve(editor);
    });
    afterEach(async () => {
      await editor.stop();
      assert.deepEqual(editor.bugs, []);
    });

    test('the first answer knows the other files, however slowly they are read', async () => {
      files.slowness = 50;
      await editor.start(reading, [files.uriOf('')]);
      const uri = files.uriOf('churn/code-env.yaml');
      await editor.open(uri, env);
      assert.deepEqual(await editor.pulledRules(uri), ['container-config-exists']);
      const completion = await editor.complete(uri, { line: 3, character: 19 });
      assert.deepEqual(
        completion?.items.map(({ label }) => label),
        ['cpu'],
      );
    });

    test('a change of another file, and a file and a folder that come and go', async () => {
      await editor.start(reading, [files.uriOf('')]);
      const uri = files.uriOf('churn/code-env.yaml');
      await editor.open(uri, env);
      files.texts.set('container-configs.yaml', instance.replace('cpu', 'gpu'));
      await changed('container-configs.yaml');
      assert.deepEqual(await editor.pulledRules(uri), []);
      files.texts.set('other/deep/code-env.yaml', env);
      await changed('other');
      assert.deepEqual(await names(), ['churn', 'deep']);
      files.texts.delete('other/deep/code-env.yaml');
      await changed('other/deep/code-env.yaml');
      assert.deepEqual(await names(), ['churn']);
      files.texts.delete('container-configs.yaml');
      await changed('container-configs.yaml');
      assert.deepEqual(await editor.pulledRules(uri), []);
    });

    test('a name leads to the file that defines it', async () => {
      await editor.start(reading, [files.uriOf('')]);
      const uri = files.uriOf('churn/code-env.yaml');
      await editor.open(uri, env.replace('gpu', 'cpu'));
      const [found] = await editor.connection.sendRequest<Location[]>('textDocument/definition', {
        textDocument: { uri },
        position: { line: 3, character: 18 },
      });
      assert.equal(decodeURIComponent(found?.uri ?? ''), files.uriOf('container-configs.yaml'));
    });

    const changed = (path: string) =>
      editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: files.uriOf(path), type: 2 }],
      });
    const names = async () => {
      const entries = await editor.connection.sendRequest<{ name: string }[]>('code-envs/codeEnvs', {});
      return entries.map(({ name }) => name);
    };
  });
