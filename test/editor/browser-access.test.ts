// The extension for people who see little or nothing, or use no mouse: names for screen readers, keys, themes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type Paint, readDrawn, readSpokenRows, type SpokenRow } from './access-readers.ts';
import { WHOLE_WINDOW_SETTINGS } from './browser.ts';
import { contrast } from './contrast.ts';
import { builtFolder, change } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import { Keyboard } from './keyboard.ts';
import type { Workbench } from './workbench.ts';

const noEngine = process.env['DOCKER_HOST'] ? false : 'no engine answers';
const settings = WHOLE_WINDOW_SETTINGS;
const reason = 'company-text==0.4.0 was removed';

/** What the guidelines ask of graphics that are needed to understand. */
const leastContrast = 3;

const themes = [
  { name: 'Light 2026', kind: 'vs', picture: 'theme-light' },
  { name: 'Dark 2026', kind: 'vs-dark', picture: 'theme-dark' },
  { name: 'Dark High Contrast', kind: 'hc-black', picture: 'theme-high-contrast' },
  { name: 'Light High Contrast', kind: 'hc-light', picture: undefined },
] as const;

/** What of ours has a colour, and how often it is there at least. */
const drawn: readonly { what: string; selector: string; paint: Paint; count: number }[] = [
  {
    what: 'icons of states',
    selector: '.pane .custom-view-tree-node-item-icon',
    paint: { pseudo: '::before', property: 'color' },
    count: 8,
  },
  {
    what: 'the icon of the container of the views',
    selector: '.activitybar .action-label[aria-label^="Code Envs"]',
    paint: { property: 'backgroundColor' },
    count: 1,
  },
  {
    what: 'the badge of a stale definition',
    selector: '.tab.active .monaco-icon-label',
    paint: { pseudo: '::after', property: 'color' },
    count: 1,
  },
  {
    what: 'the icon in the status bar',
    selector: '.statusbar-item[id^="code-envs"] .codicon',
    paint: { pseudo: '::before', property: 'color' },
    count: 1,
  },
];

const fileIcon: Paint = { pseudo: '::before', property: 'backgroundImage' };

suite('for everybody', { skip: unavailable ?? noEngine }, () => {
  const inWindow = windows();

  test('with a stale image and an error', async t => {
    const workspace = await builtFolder('everybody', ['churn', 'reporting', '--base-images']);
    await change(workspace, 'envs/reporting/code-env.yaml', /^ {2}company-text.*\n/m, '');
    await change(workspace, 'envs/legacy/code-env.yaml', 'Confs: false', 'Confs: true');

    await t.test('a screen reader says what there is, and how it is', async () => {
      await inWindow({ workspace }, async workbench => {
        await workbench.openFile('reporting/code-env.yaml');
        await workbench.command('Code Envs: Focus on Code Envs View');
        await workbench.treeItem('Code Envs', 'plots').click();
        await workbench.treeItem('Code Envs', 'Created').waitFor();
        const images = await spoken(workbench, 'Code Envs');
        assert.deepEqual(
          images.map(({ name }) => name.replace(/^(Image|Size|Created): .*/, '$1')),
          [
            'Code env churn: current',
            'Image of code env churn for cpu, cpu-small: current',
            'Image of code env churn for plots: current',
            'Image',
            'Base image: company/exec-base-plots:dss-14.3.2',
            'Size',
            'Created',
            'Code env forecast: 1 missing',
            'Image of code env forecast for cpu, cpu-small: missing',
            'Code env legacy: 1 error',
            'Code env reporting: 1 stale',
            `Image of code env reporting for plots: stale: ${reason}`,
            'Code env sentiment: 1 missing',
            'Image of code env sentiment for cpu: missing',
          ],
        );
        assert.deepEqual(images[0]?.actions, ['Open Definition', 'Build Code Env Images']);
        assert.deepEqual(images[1]?.actions, ['Build Code Env Images', 'Run Workload']);
        for (const label of ['churn', 'cpu, cpu-small']) await menuIsClear(workbench, 'Code Envs', label);

        const status = await workbench.statusBar();
        const told = 'Code Envs, images: 1 stale, 2 missing, 1 code env with errors';
        assert.ok(status.includes(told), status.join('\n'));
        const language = status.find(text => text.startsWith('Editor Language Status')) ?? status.join('\n');
        assert.match(language, /Code Envs: Language Server, Language server runs/);
        assert.match(language, /Code Envs: Container Engine, (Docker|Podman) \S+ at /);

        await workbench.command('Code Envs: Focus on Container Configurations View');
        await workbench.treeItem('Container Configurations', 'plots').click();
        await workbench.treeItem('Container Configurations', 'reporting').waitFor();
        const configurations = await spoken(workbench, 'Container Configurations');
        assert.deepEqual(
          configurations.map(({ name }) => name),
          [
            'Container configuration cpu, base image company/exec-base:dss-14.3.2: current',
            'Container configuration cpu-small, base image company/exec-base:dss-14.3.2: current',
            'Container configuration plots, base image company/exec-base-plots:dss-14.3.2: current',
            'Image of code env churn for plots: current',
            'Image of code env reporting for plots: stale',
          ],
        );

        await workbench.command('Code Envs: Focus on Workloads View');
        await workbench.treeItem('Workloads', 'score-churn').click();
        await workbench.treeItem('Workloads', 'Script').waitFor();
        const workloads = await spoken(workbench, 'Workloads');
        assert.deepEqual(
          workloads.slice(0, 6).map(({ name }) => name),
          [
            'Workload score-churn, code env churn, container configuration cpu',
            'Type: PYTHON_RECIPE',
            'Code env: churn',
            'Configuration: cpu',
            'Script: recipes/score_churn.py',
            'Workload forecast-orders, code env forecast, container configuration cpu',
          ],
        );
        assert.deepEqual(workloads[0]?.actions, ['Open Script', 'Run Workload']);
        await menuIsClear(workbench, 'Workloads', 'score-churn');

        for (const row of [...images, ...configurations, ...workloads]) isClear(row);
        for (const section of ['Code Envs', 'Container Configurations', 'Workloads'])
          areDistinct(section, await workbench.sectionActions(section));
      });
    });

    await t.test('icons and badges are seen in light, dark and high contrast themes', async () => {
      await inWindow({ workspace, settings }, async workbench => {
        const { page } = workbench;
        await workbench.openFile('reporting/code-env.yaml');
        await workbench.command('Code Envs: Focus on Code Envs View');
        await workbench.widenSideBar(90);
        await workbench.treeItem('Code Envs', 'sentiment').waitFor();
        await workbench.codeLenses();
        for (const { name, kind, picture } of themes) {
          await workbench.command('Preferences: Color Theme');
          await page.locator('.quick-input-box input[placeholder*="Color Theme"]').fill(name);
          await workbench.pick(name);
          await page.locator(`.monaco-workbench.${kind}`).waitFor();
          if (picture) await workbench.screenshot(join(pictures, `${picture}.webp`), 300, 560);
          for (const { what, selector, paint, count } of drawn) {
            const found = await page.locator(selector).evaluateAll(readDrawn, paint);
            assert.ok(found.length >= count, `${what}: ${found.length}`);
            for (const { by, behind } of found) {
              const seen = contrast(by, behind);
              assert.ok(seen >= leastContrast, `${name}: ${what}: ${by} on ${behind[0]}: ${seen}`);
            }
          }
          // Of files it is a picture, which has no colour of the theme.
          const [tab] = await page.locator('.tab.active .monaco-icon-label').evaluateAll(readDrawn, fileIcon);
          const [file = tab?.by ?? ''] = /code-env-(light|dark)\.svg/.exec(tab?.by ?? '') ?? [];
          const svg = await readFile(join(import.meta.dirname, '../../images', file), 'utf8');
          for (const [color] of svg.matchAll(/#[\da-f]{6}/g))
            assert.ok(contrast(color, tab?.behind ?? []) >= leastContrast, `${name}: ${color}`);
        }
      });
    });

    await t.test('all of it goes by keyboard', async () => {
      await inWindow({ workspace, settings }, async workbench => {
        const { page } = workbench;
        const keyboard = await Keyboard.of(page);
        await keyboard.command('Code Envs: Focus on Code Envs View');
        await workbench.treeItem('Code Envs', 'plots').waitFor();
        // Once more, as it had no rows yet that could have the focus.
        await keyboard.command('Code Envs: Focus on Code Envs View');
        await keyboard.waitForFocus(/^Code env churn: current$/, 'Home');
        await page.keyboard.type('rep');
        await keyboard.waitForFocus(/^Code env reporting: 1 stale$/);
        await page.keyboard.press('ArrowDown');
        await keyboard.waitForFocus(new RegExp(`^Image of code env reporting for plots: stale: ${reason}$`));
        await keyboard.chooseFromMenu('Preview Dockerfile');
        await page.locator('.tab.active', { hasText: 'Dockerfile of reporting' }).waitFor();
        await page.locator('.view-line', { hasText: /^ENV\sMPLBACKEND=agg$/ }).waitFor();
        // Nothing was open that it could stand beside.
        assert.equal(await page.locator('.editor-group-container').count(), 1);

        await keyboard.command('Code Envs: Focus on Code Envs View');
        await keyboard.waitForFocus(/^Image of code env reporting for plots: /);
        await keyboard.chooseFromMenu('Build Code Env Images');
        await workbench.waitForTerminal(/reporting +plots .*current[\s\S]*reused by tasks/);
        await keyboard.command('Code Envs: Focus on Code Envs View');
        await keyboard.waitForFocus(/^Image of code env reporting for plots: current$/);

        await keyboard.chooseFromMenu('Open Definition');
        await workbench.waitForEditorText(/^# Draws reports/m);
        const problem = page.locator('.marker-widget', { hasText: 'containers-need-managed-env' });
        await keyboard.until('F8', problem.first());
        await workbench.waitForEditorText(/^allContainerConfs: true$/m);
        const fixes = page.locator('.action-widget .monaco-list-row.action');
        await keyboard.until('Control+.', fixes.first());
        await keyboard.arrowTo('Make it DESIGN_MANAGED', '.action-widget .monaco-list-row.focused .title');
        await page.keyboard.press('Enter');
        await workbench.waitForEditorText(/^deploymentMode: DESIGN_MANAGED$/m);
        assert.equal(await keyboard.pointerUses(), 0);
      });
    });
  });
});

async function spoken(workbench: Workbench, section: string): Promise<SpokenRow[]> {
  await workbench.treeItems(section);
  return workbench.treeRows(section).evaluateAll(readSpokenRows);
}

/** All that is seen of a row is said of it, and more: what it is. Its buttons can be told apart. */
function isClear({ name, text, actions }: SpokenRow): void {
  const unsaid = text.split(/[\s()]+/).filter(word => !name.includes(word));
  assert.deepEqual(unsaid, [], name);
  assert.match(name, /\w[:,] \S/);
  areDistinct(name, actions);
}

async function menuIsClear(workbench: Workbench, section: string, label: string): Promise<void> {
  await workbench.itemMenu(section, label);
  const items = await workbench.menuItem().allInnerTexts();
  assert.ok(items.length > 1);
  areDistinct(`the menu of ${label}`, items);
  await workbench.page.keyboard.press('Escape');
}

function areDistinct(what: string, names: readonly string[]): void {
  assert.ok(
    names.every(name => /\w \w/.test(name)),
    `${what}: ${names}`,
  );
  assert.equal(new Set(names).size, names.length, `${what}: ${names}`);
}
