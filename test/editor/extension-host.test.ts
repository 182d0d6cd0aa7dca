// The suite in test/editor/suite, run in the real extension host; each of its tests is a subtest here.
import { join } from 'node:path';
import { test } from 'node:test';
import { bundle } from '../../scripts/build.ts';
import { ensureTestEditor } from './browser.ts';
import { bundleSuite } from './bundle-suite.ts';
import { notebookWorkspace, suiteCells } from './notebook-workspace.ts';
import { runInExtensionHost } from './run-suite.ts';

const root = join(import.meta.dirname, '../..');

test('in the extension host', async t => {
  const editor = await ensureTestEditor(line => t.diagnostic(line));
  if ('unavailable' in editor) {
    // On the build server nobody would see that these tests have stopped running.
    if (process.env['CI'] === 'true') throw new Error(editor.unavailable);
    return t.skip(editor.unavailable);
  }
  await bundle();
  const outcomes = await runInExtensionHost({
    ...editor,
    extensionDevelopmentPath: root,
    suite: await bundleSuite(),
    workspace: await notebookWorkspace(suiteCells),
    out: join(root, 'out/extension-host'),
    // As on the desktop: an editor in a browser saves by itself what a test has typed.
    settings: { 'files.autoSave': 'off' },
  });
  if (outcomes.length === 0) throw new Error('The suite has no tests.');
  for (const outcome of outcomes) {
    await t.test(outcome.title, { skip: outcome.state === 'skipped' }, () => {
      if (outcome.state === 'failed') throw Object.assign(new Error(outcome.title), { stack: outcome.error });
    });
  }
});
