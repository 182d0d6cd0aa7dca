// The extension in an editor whose display language is not English.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { noEngine as nobody } from '../cli/run-cli.ts';
import { PICTURE_SETTINGS } from './browser.ts';
import { pictures, unavailable, windows } from './in-window.ts';

const others = [
  {
    language: 'de',
    env: 'Code-Umgebungen',
    lens: 'score-churn (cpu) ausführen',
    rebuild: 'Alle Images der Code-Umgebungen neu erstellen',
    message: {
      command: 'Dockerfile-Vorschau anzeigen',
      text: 'Öffnen Sie zuerst die Definition einer Code-Umgebung: eine code-env.yaml oder einen Text mit dem Sprachmodus Code Env.',
    },
    picture: 'german.webp',
  },
  {
    language: 'ja',
    env: 'コード環境',
    lens: 'score-churn (cpu) を実行',
    rebuild: 'すべてのコード環境のイメージをリビルド',
    message: {
      command: 'Dockerfile のプレビュー',
      text: 'まずコード環境の定義を開いてください: code-env.yaml、または言語モードが Code Env のテキスト。',
    },
    // Not every machine that runs tests has a font for it.
    picture: undefined,
  },
];
const noEngine = process.env['DOCKER_HOST'] ? false : 'no engine answers';

suite('in another language of the editor', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('commands, views, lenses and messages are in French', { skip: noEngine }, async () => {
    const settings = { ...PICTURE_SETTINGS, 'workbench.activityBar.location': 'default' };
    await inWindow({ language: 'fr', settings }, async workbench => {
      await workbench.openFile('recipes/score_churn.py');
      assert.deepEqual(await workbench.codeLenses(), ['Exécuter score-churn (cpu)']);
      await workbench.command('Code Envs: Focus on Charges de travail View');
      await workbench.widenSideBar(90);
      await workbench.treeItem('Environnements de code', 'churn').waitFor();
      const [churn] = await workbench.treeItems('Environnements de code');
      assert.match(churn?.description ?? '', /^(à jour|\d manquantes?|\d obsolètes?)/);
      await workbench.treeItem('Charges de travail', 'score-churn').click();
      await workbench.treeItem('Charges de travail', 'Environnement de code').waitFor();
      const offered = await workbench.commands('Code Envs: Régénérer');
      assert.ok(
        offered.includes('Code Envs: Régénérer toutes les images d’environnements de code'),
        offered.join(),
      );
      await workbench.command('Code Envs: Afficher l’aperçu du Dockerfile');
      assert.equal(
        await workbench.notification(/définition/),
        'Ouvrez d’abord la définition d’un environnement de code\u00a0: un fichier code-env.yaml, ou un texte dont le mode de langage est Code Env.',
      );
      await workbench.treeItem('Charges de travail', 'score-churn').click({ button: 'right' });
      await workbench.page
        .locator('.monaco-menu .action-label', { hasText: 'Exécuter la charge de travail' })
        .waitFor();
      await workbench.screenshot(join(pictures, 'french.webp'));
    });
  });

  for (const { language, env, lens, rebuild, message, picture } of others)
    test(`the same in ${language}`, async () => {
      const settings = { ...PICTURE_SETTINGS, 'workbench.activityBar.location': 'default' };
      const environment = { DOCKER_HOST: nobody };
      await inWindow({ language, settings, environment }, async workbench => {
        await workbench.openFile('recipes/score_churn.py');
        assert.deepEqual(await workbench.codeLenses(), [lens]);
        await workbench.command(`Code Envs: Focus on ${env} View`);
        await workbench.widenSideBar(90);
        await workbench.treeItem(env, 'churn').waitFor();
        assert.ok((await workbench.commands(`Code Envs: ${rebuild}`)).includes(`Code Envs: ${rebuild}`));
        await workbench.command(`Code Envs: ${message.command}`);
        assert.equal(await workbench.notification(/code-env\.yaml/), message.text);
        if (picture) await workbench.screenshot(join(pictures, picture));
      });
    });
});
