// What agents are offered, and what the language status says, in the real editor's window.
import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { before, suite, test } from 'node:test';
import { packFolder } from '../../scripts/package.ts';
import { noEngine } from '../cli/run-cli.ts';
import { PICTURE_SETTINGS } from './browser.ts';
import { exampleFolder } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import type { Workbench } from './workbench.ts';

const dockerHost = process.env['DOCKER_HOST'];
const withStatusBar = { ...PICTURE_SETTINGS, 'workbench.statusBar.visible': true };

suite('tools for agents in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();
  const caller = join(import.meta.dirname, '../../out/tool-caller.vsix');
  before(() => packFolder(join(import.meta.dirname, 'tool-caller'), caller));

  const call = async (workbench: Workbench, name: string, input: object) => {
    await workbench.command('Call Tool');
    await workbench.answer(/The tool/, `code-envs_${name} ${JSON.stringify(input)}`);
  };

  test('the user is asked before images are built, by their names', {
    skip: dockerHost ? false : 'no engine answers',
  }, async () => {
    // No test builds images of this instance.
    const workspace = await exampleFolder('production');
    await inWindow({ workspace, settings: PICTURE_SETTINGS, others: [caller] }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      await call(workbench, 'build', { envs: ['sentiment', 'forecast'] });
      const question = await workbench.dialog();
      assert.match(question, /^Build \d images\?\nThis executes what the definitions say/);
      for (const env of ['sentiment', 'forecast'])
        assert.match(question, new RegExp(`^${env}: \\S+/${env}:\\S+, it was not built yet$`, 'm'));
      await workbench.screenshot(join(pictures, 'agent-build.webp'), 430);
      await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Cancel' }).click();
      await workbench.waitForEditorText(/^code-envs_build\nRefused: /);
      await call(workbench, 'why_stale', { env: 'sentiment' });
      await workbench.waitForEditorText(/"state": "missing"/);
    });
  });

  test('are offered in the chat; in Restricted Mode those alone that ask no engine', async () => {
    const settings = { ...PICTURE_SETTINGS, 'chat.disableAIFeatures': false };
    const offered = ['#codeEnvsCheck', '#codeEnvsExplain', '#codeEnvsPlan'];
    await inWindow({ settings }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      await workbench.codeLenses();
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      const all = await workbench.chatCompletions('#codeEnvs');
      await workbench.screenshot(join(pictures, 'agent-tools.webp'));
      assert.deepEqual(all, ['#codeEnvsBuild', ...offered, '#codeEnvsWhyStale']);
    });
    await inWindow({ settings, trust: false }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      assert.deepEqual(await workbench.chatCompletions('#codeEnvs'), offered);
    });
  });

  test('Restricted Mode checks, and neither asks an engine nor builds', async () => {
    await inWindow({ trust: false, others: [caller] }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      await call(workbench, 'check', {});
      await workbench.waitForEditorText(/"summary": "No problems\."/);
      for (const name of ['build', 'why_stale']) {
        await call(workbench, name, {});
        await workbench.waitForEditorText(
          new RegExp(`^code-envs_${name}\nRefused: .*only in folders that the user trusts`),
        );
      }
    });
  });
});

suite('the language status of a definition', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('says that the server runs, and which engine answers', {
    skip: dockerHost ? false : 'no engine answers',
  }, async () => {
    await inWindow({ settings: withStatusBar }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      await workbench.waitForLanguageStatus(/^(Docker|Podman) \S+ at .*Doctor/m);
      await workbench.codeLenses();
      assert.match((await workbench.languageStatus()).join('\n'), /^Language server runs.*Restart/m);
      await workbench.screenshot(join(pictures, 'language-status.webp'));
    });
  });

  test('says that the server did not start, and starts it again', async () => {
    await inWindow({ environment: { DOCKER_HOST: noEngine } }, async (workbench, { home }) => {
      await workbench.openFile('sentiment/code-env.yaml');
      await workbench.waitForLanguageStatus(/^Language server runs/m);
      await workbench.waitForLanguageStatus(/^No container engine answers.*nowhere\/docker\.sock.*Doctor/m);
      const server = join(home, 'extensions/code-envs.code-envs-0.1.0/dist/server.cjs');
      await rename(server, `${server}.away`);
      await workbench.clickLanguageStatus('Restart');
      await workbench.waitForLanguageStatus(/^Language server did not start.*Definitions are not checked/m);
      await rename(`${server}.away`, server);
      await workbench.clickLanguageStatus('Restart');
      await workbench.waitForLanguageStatus(/^Language server runs/m);
    });
  });

  test('says in Restricted Mode what does not work', async () => {
    await inWindow({ trust: false }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      const said = await workbench.waitForLanguageStatus(/^Language server runs/m);
      assert.match(said, /^Restricted Mode.*No engine is asked.*Manage Workspace Trust/m);
      assert.doesNotMatch(said, /Doctor/);
    });
  });
});
