// The extension as it is installed, in the real editor's window: what people see, and the pictures of the README.
import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { PICTURE_SETTINGS } from './browser.ts';
import { change } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import { notebookWorkspace } from './notebook-workspace.ts';

const noEngine = process.env['DOCKER_HOST'] ? false : 'no engine answers';

suite('in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('from an empty folder to an instance and a code env', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'code-envs-empty-'));
    const workspace = join(folder, 'code-envs');
    await mkdir(workspace);
    try {
      // What a package may be would hide the lines above.
      const settings = { ...PICTURE_SETTINGS, 'editor.parameterHints.enabled': false };
      await inWindow({ workspace, settings }, async (workbench, host) => {
        await workbench.command('Code Envs: New Code Env…');
        await workbench.pick('Make container-configs.yaml first');
        await workbench.answer(/version of DSS/, '14.3.2');
        await workbench.answer(/installid/, 'example');
        await workbench.answer(/container configuration/, 'cpu');
        await workbench.answer(/base image/, 'company/exec-base:dss-14.3.2');
        await workbench.answer(/name of the code env/, 'churn');
        for (const label of ['Python', 'Python 3.12', 'The newest that fit', 'Yes'])
          await workbench.pick(label);
        await workbench.waitForEditorText(/^pythonInterpreter: PYTHON312$/m);
        assert.match(
          await readFile(join(host.workspace, 'container-configs.yaml'), 'utf8'),
          /baseImage: company\/exec-base:dss-14\.3\.2/,
        );
        // The example of a package is selected.
        await workbench.page.locator('.editor-instance .monaco-editor.focused').waitFor();
        await workbench.page.locator('.active-line-number', { hasText: /^8$/ }).waitFor();
        await workbench.page.keyboard.type('scikit-learn==1.5.2');
        await workbench.waitForEditorText(/^ {2}scikit-learn==1\.5\.2$/m);
        // What is half-typed has a hint.
        await workbench.page.locator('.squiggly-hint').first().waitFor({ state: 'detached' });
        await workbench.screenshot(join(pictures, 'create.webp'), 390);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('an error stands at its place, and its quick fix mends it', async () => {
    await inWindow(
      { settings: { ...PICTURE_SETTINGS, 'workbench.statusBar.visible': true } },
      async (workbench, host) => {
        const file = join(host.workspace, 'envs/legacy/code-env.yaml');
        await writeFile(
          file,
          (await readFile(file, 'utf8')).replace('allContainerConfs: false', 'allContainerConfs: true'),
        );
        await workbench.openFile('legacy/code-env.yaml');
        await workbench.page.locator('.squiggly-error').first().waitFor();
        await workbench.goTo(5, 20);
        const fixes = await workbench.quickFixes(join(pictures, 'quick-fix.webp'));
        assert.ok(fixes.includes('Make it DESIGN_MANAGED'), fixes.join());
        await workbench.quickFix('Make it DESIGN_MANAGED');
        await workbench.waitForEditorText(/deploymentMode: DESIGN_MANAGED/);
      },
    );
  });

  test('Rebuild All Code Env Images builds in the integrated terminal', {
    skip: noEngine,
  }, async () => {
    await inWindow({ settings: PICTURE_SETTINGS }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command('Code Envs: Rebuild All Code Env Images');
      await workbench.waitForTerminal(/CODE ENV[\s\S]*sentiment +cpu .*current/);
      await workbench.command('View: Toggle Maximized Panel');
      await workbench.screenshot(join(pictures, 'rebuild.webp'), 390);
    });
  });

  test('workloads: in their view, and over their script', { skip: noEngine }, async () => {
    const settings = { ...PICTURE_SETTINGS, 'workbench.activityBar.location': 'default' };
    await inWindow({ settings }, async (workbench, host) => {
      await workbench.openFile('workloads.yaml');
      await workbench.command('Code Envs: Focus on Workloads View');
      await workbench.widenSideBar(90);
      const rows = await workbench.treeItems('Workloads');
      assert.deepEqual(
        rows.map(({ label, description }) => `${label}: ${description}`),
        [
          'score-churn: churn (cpu)',
          'forecast-orders: forecast (cpu)',
          'train-churn: churn (cpu)',
          'train-network: churn (cpu)',
        ],
      );
      await workbench.treeItem('Workloads', 'score-churn').click();
      await workbench.treeItem('Workloads', 'Script').waitFor();
      assert.deepEqual(
        (await workbench.treeItems('Workloads'))
          .filter(({ level }) => level === 2)
          .map(({ label, description }) => [label, description]),
        [
          ['Type', 'PYTHON_RECIPE'],
          ['Code env', 'churn'],
          ['Configuration', 'cpu'],
          ['Script', 'recipes/score_churn.py'],
        ],
      );
      await workbench.codeLenses();
      await workbench.treeItem('Workloads', 'score-churn').hover();
      await workbench.screenshot(join(pictures, 'workloads.webp'), 390);
      await workbench.itemAction('Workloads', 'score-churn', 'Run Workload');
      await workbench.waitForTerminal(/Scored with \/opt\/dataiku\/code-env\/bin\/python/);
      await workbench.itemAction('Workloads', 'train-churn', 'Open Script');
      await workbench.waitForEditorText(/Fits a logistic regression/);
      assert.deepEqual(await workbench.codeLenses(), ['Run train-churn (cpu)']);
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.clickCodeLens('Run train-churn');
      await workbench.waitForTerminal(/Trained with /);
      await workbench.screenshot(join(pictures, 'run.webp'));

      await appendFile(
        join(host.workspace, 'models/train_churn.py'),
        "\n\nraise ValueError('no customers')\n",
      );
      await workbench.clickCodeLens('Run train-churn');
      await workbench.waitForTerminal(/ValueError: no customers[\s\S]*reused by tasks/);
      await workbench.command('View: Close Editor');
      await workbench.clickTerminalLink('/project/models/train_churn.py');
      await workbench.waitForEditorText(/no customers/);
      await workbench.page.locator('.active-line-number', { hasText: /^23$/ }).waitFor();
    });
  });

  test('without workloads the view makes the file', async () => {
    await inWindow({}, async (workbench, host) => {
      const file = join(host.workspace, 'workloads.yaml');
      await rm(file);
      await workbench.command('Code Envs: Focus on Workloads View');
      await workbench.page
        .locator('.welcome-view .monaco-button', { hasText: 'Create workloads.yaml' })
        .click();
      // What is there is filled in, so that it opens without problems.
      await workbench.waitForEditorText(
        /^workloads:\n {2}- name: score_churn\n {4}type: PYTHON_RECIPE\n {4}file: recipes\/score_churn\.py\n/m,
      );
    });
  });

  test('a workload whose script is missing gets one, which is opened; a file without workloads says so', async () => {
    await inWindow({}, async (workbench, host) => {
      await change(host.workspace, 'workloads.yaml', 'recipes/score_churn.py', 'recipes/score_new.py');
      await workbench.openFile('workloads.yaml');
      await workbench.goTo(5, 12);
      await workbench.quickFix('Create recipes/score_new.py');
      await workbench.waitForEditorText(/^# Runs in the image of its code env\./);
      await writeFile(join(host.workspace, 'workloads.yaml'), 'workloads: []\n');
      await workbench.command('Code Envs: Focus on Workloads View');
      await workbench.treeItem('Workloads', 'workloads.yaml').waitFor();
      assert.deepEqual(
        (await workbench.treeItems('Workloads')).map(({ label, description }) => [label, description]),
        [['workloads.yaml', 'no workload in it']],
      );
    });
  });

  test('a notebook has the image of its code env as its kernel', { skip: noEngine }, async () => {
    const workspace = await notebookWorkspace([
      'import sys\nimport pandas as pd\nsys.prefix',
      'orders = pd.DataFrame({"quarter": [1, 2, 3, 4], "orders": [120, 90, 130, 95]})\norders',
    ]);
    const settings = { ...PICTURE_SETTINGS, 'editor.fontSize': 13 };
    await inWindow({ workspace, settings }, async workbench => {
      await workbench.openNotebook('notebooks/orders.ipynb');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.page.locator('.kernel-label', { hasText: 'lab (notebooks)' }).waitFor();
      await workbench.command('Notebook: Run All');
      await workbench.waitForOutput(/\/opt\/dataiku\/code-env/);
      await workbench.waitForOutput(/quarter[\s\S]*130/);
      await workbench.screenshot(join(pictures, 'kernel.webp'));
      assert.deepEqual(await workbench.cellStatus('Run orders'), ['Run orders (notebooks)']);
    });
  });

  test('Restricted Mode checks, and builds nothing', async () => {
    await inWindow({ trust: false }, async (workbench, host) => {
      const file = join(host.workspace, 'envs/legacy/code-env.yaml');
      await writeFile(
        file,
        (await readFile(file, 'utf8')).replace('allContainerConfs: false', 'allContainerConfs: true'),
      );
      await workbench.openFile('legacy/code-env.yaml');
      await workbench.page.locator('.squiggly-error').first().waitFor();
      const offered = await workbench.commands('Code Envs:');
      assert.ok(offered.includes('Code Envs: Preview Dockerfile'), offered.join());
      assert.ok(offered.includes('Code Envs: New Code Env…'), offered.join());
      assert.ok(!offered.includes('Code Envs: Rebuild All Code Env Images'), offered.join());
      await workbench.command('Code Envs: Focus on Workloads View');
      assert.equal((await workbench.treeItems('Workloads'))[0]?.label, 'score-churn');
      assert.deepEqual(await workbench.itemActions('Workloads', 'score-churn'), ['Open Script']);
    });
  });
});
