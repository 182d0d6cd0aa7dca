import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from './close-editors.ts';
import { at } from './workspace.ts';

/** The parts of what a tool answers. */
async function call(name: string, input: object): Promise<string[]> {
  const { content } = await vscode.lm.invokeTool(`code-envs_${name}`, {
    input,
    toolInvocationToken: undefined,
  });
  return content.map(part => (part as vscode.LanguageModelTextPart).value);
}

async function callJson(name: string, input: object) {
  const [text = ''] = await call(name, input);
  return JSON.parse(text);
}

/** A name that no image of an earlier run has. */
const env = `tools-${Date.now().toString(36)}`;
const definition = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
`;
const uri = at('envs', env, 'code-env.yaml');

suite('tools for language models', () => {
  suiteSetup(async () => {
    await vscode.extensions.getExtension('code-envs.code-envs')?.activate();
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(definition));
  });
  suiteTeardown(() => vscode.workspace.fs.delete(at('envs', env), { recursive: true }));
  teardown(closeEditors);

  test('are there, each with a description and a schema', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('code-envs_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      'code-envs_build',
      'code-envs_check',
      'code-envs_explain',
      'code-envs_plan',
      'code-envs_why_stale',
    ]);
    for (const { name, description, inputSchema } of ours) {
      assert.ok(description.length > 100, name);
      assert.ok(inputSchema, name);
    }
  });

  test('check the folder or a file, as it is saved', async () => {
    const path = `envs/${env}/code-env.yaml`;
    assert.deepEqual(await callJson('check', { path }), { summary: 'No problems.', problems: [] });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const line = 1;
    const write = async (mode: string) => {
      await editor.edit(edit => edit.replace(document.lineAt(line).range, `deploymentMode: ${mode}`));
    };
    await write('DESIGN_NON_MANAGED');
    const unsaved = await callJson('check', { path });
    assert.deepEqual(unsaved.problems, []);
    assert.match(unsaved.note, new RegExp(`Not saved are: ${path}\\. Save them`));

    await document.save();
    for (const input of [{ path }, { path: uri.fsPath }, {}]) {
      const { summary, problems, note } = await callJson('check', input);
      assert.match(summary, /^Problems: \d of severity error/);
      const found = problems.find(({ rule }: { rule: string }) => rule === 'containers-need-managed-env');
      const { message, ...place } = found;
      assert.deepEqual(place, { file: path, line: 3, column: 17, severity: 'error', rule: found.rule });
      assert.match(message, /managed/);
      assert.equal(note, undefined);
    }
    await write('DESIGN_MANAGED');
    await document.save();
  });

  test('check nothing outside of the folder', async () => {
    for (const path of ['../elsewhere/code-env.yaml', '/etc'])
      await assert.rejects(call('check', { path }), /is not in a folder that is open/);
    await assert.rejects(call('check', { path: 'nowhere.yaml' }), /There is no file or folder/);
    await assert.rejects(call('check', { folder: 'other' }), /No folder other is open/);
  });

  test('explain a rule by its page', async () => {
    const [page = ''] = await call('explain', { rule: 'containers-need-managed-env' });
    assert.match(page, /^## containers-need-managed-env\n[\s\S]*### Wrong/);
    const [besides = ''] = await call('explain', { rule: 'build' });
    assert.match(besides, /The build of an image goes well/);
    await assert.rejects(call('explain', { rule: 'managed' }), /No rule is called managed.*duplicate-key/);
  });

  test('plan images, with the Dockerfile of a code env', async () => {
    const all = await callJson('plan', {});
    assert.ok(all.images.some(({ env }: { env: string }) => env === 'reporting'));
    const [json = '', dockerfile = ''] = await call('plan', { env: 'churn', config: 'cpu' });
    const [image, ...others] = JSON.parse(json).images;
    assert.deepEqual(others, []);
    assert.equal(image.env, 'churn');
    assert.ok(image.configs.includes('cpu'));
    assert.match(dockerfile, new RegExp(`^FROM ${image.base}$`, 'm'));
    await assert.rejects(call('plan', { env: 'chrun' }), /chrun/);
    // What a model says is no option of the command line.
    await assert.rejects(call('plan', { env: '--help' }), /--help/);
  });

  test('tell why images are not current, and build them', async function () {
    this.timeout(180_000);
    if (!process.env['DOCKER_HOST']) {
      for (const name of ['why_stale', 'build'])
        await assert.rejects(call(name, {}), /No container engine can be reached/);
      return;
    }
    const state = async () => (await callJson('why_stale', { env })).images[0];
    const { state: before, reasons } = await state();
    assert.deepEqual([before, reasons], ['missing', ['it was not built yet']]);
    const { images } = await callJson('build', { envs: [env], config: 'cpu' });
    assert.equal(images.at(-1).env, env);
    assert.equal(images.at(-1).action, 'built');
    assert.equal((await state()).state, 'current');
    assert.equal((await callJson('build', { envs: [env] })).summary, '1 image current');
    await assert.rejects(call('why_stale', { env: 'legacy' }), /No code env legacy has images here/);
    await assert.rejects(call('build', { envs: ['--push'] }), /--push/);
  });
});
