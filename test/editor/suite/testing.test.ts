import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ImageStates } from '../../../client/image-states.ts';
import { ServerList } from '../../../client/server-list.ts';
import { Testing } from '../../../client/testing.ts';
import type { CodeEnvEntry } from '../../../protocol/index.ts';
import { until } from './until.ts';
import { at } from './workspace.ts';

/** What a run told of its items, by their labels. */
class Told {
  readonly ends: string[] = [];
  readonly messages: vscode.TestMessage[] = [];
  output = '';

  /** A run of `controller` that tells it here as well. */
  listen(controller: vscode.TestController): void {
    const create = controller.createTestRun.bind(controller);
    controller.createTestRun = request => {
      const run = create(request);
      return {
        ...run,
        token: run.token,
        appendOutput: text => {
          this.output += text;
        },
        enqueued: item => run.enqueued(item),
        started: item => run.started(item),
        passed: (item, took) => this.#note('passed', item, took),
        skipped: item => this.#note('skipped', item, 0),
        failed: (item, messages, took) => this.#note('failed', item, took, messages),
        errored: (item, messages, took) => this.#note('errored', item, took, messages),
        end: () => run.end(),
      } as vscode.TestRun;
    };
  }

  #note(
    end: string,
    { label }: vscode.TestItem,
    took: number | undefined,
    messages: vscode.TestMessage | readonly vscode.TestMessage[] = [],
  ): void {
    assert.ok(took !== undefined);
    this.ends.push(`${label} ${end}`);
    this.messages.push(...[messages].flat());
  }
}

const definition = (more: string) => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
${more}`;

suite('the Testing view', () => {
  const file = at('envs', 'tested', 'code-env.yaml');
  const write = (text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  let commandLine = '';
  let testing: Testing;
  let states: ImageStates;
  let told: Told;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension('code-envs.code-envs');
    await extension?.activate();
    commandLine = vscode.Uri.joinPath(extension?.extensionUri as vscode.Uri, 'dist', 'cli.cjs').fsPath;
  });
  suiteTeardown(() => vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true }));

  setup(() => {
    const entry = { name: 'tested', uri: file.toString(), line: 0, managed: true };
    const client = { sendRequest: async () => [entry] };
    const log = vscode.window.createOutputChannel('test', { log: true });
    states = new ImageStates(commandLine, log);
    const envs = new ServerList<CodeEnvEntry>(() => client as never, 'envs');
    testing = new Testing(commandLine, envs, states, 'code-envs-suite');
    told = new Told();
    told.listen(testing.controller);
  });
  teardown(() => {
    testing.dispose();
    states.dispose();
  });

  /** The items as a tree of labels. */
  const labels = (items: vscode.TestItemCollection): unknown =>
    [...items].map(([, { label, children }]) => (children.size > 0 ? [label, labels(children)] : label));
  const run = async (
    token = new vscode.CancellationTokenSource().token,
    items?: readonly vscode.TestItem[],
  ) => testing.profile.runHandler(new vscode.TestRunRequest(items), token);
  const shown = async (expected: unknown) => {
    await testing.controller.resolveHandler?.(undefined);
    await until(
      'the items',
      () => JSON.stringify(labels(testing.controller.items)) === JSON.stringify(expected),
    );
  };
  const whole = [['tested', ['check', ['cpu', ['build', 'import packages']]]]];

  test('of the extension has each definition, also a new one, and follows it', async () => {
    const found = (uri: vscode.Uri) =>
      vscode.commands.executeCommand<string[][]>('vscode.testing.getTestsInFile', uri);
    await write(definition(''));
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await until(
      'the tests of lab',
      async () => (await found(at('envs', 'lab', 'code-env.yaml'))).length >= 2,
    );
    await until('those of the new one', async () => (await found(file)).length >= 2);
    await write(definition('envName: other\n'));
    await until('the new name', async () => JSON.stringify(await found(file)).includes('other'));
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  test('fails a check at the lines of its problems', async () => {
    await write(definition('dockerImageResourcez: NONE\n'));
    await testing.controller.resolveHandler?.(undefined);
    const [[, env] = []] = testing.controller.items;
    await run(undefined, [env?.children.get('check') as vscode.TestItem]);
    assert.deepEqual(told.ends, ['check failed']);
    const [message] = told.messages;
    assert.match(String(message?.message), /dockerImageResourcez.*\[unknown-key\]$/);
    assert.equal(message?.location?.uri.toString(), file.toString());
    assert.equal(message?.location?.range.start.line, 6);
    assert.match(told.output, /^> code-envs check envs\/tested --format json\r\n/);
  });

  test('builds, imports, and fails at the line of a package', async function () {
    if (!process.env['DOCKER_HOST']) return this.skip();
    this.timeout(120_000);
    const text = '/opt/dataiku/code-env/lib/python3.11/site-packages/company_text/__init__.py';
    await write(
      definition(
        `specPackageList: |\n  company-features\n  company-text\ndockerfileAtEnd: RUN echo import nonesuch > ${text}\n`,
      ),
    );
    await shown(whole);
    await run();
    assert.deepEqual(told.ends, ['check passed', 'build passed', 'import packages failed']);
    const [message] = told.messages;
    assert.match(String(message?.message), /^company-text: import company_text: .* named 'nonesuch'/);
    assert.equal(message?.location?.uri.toString(), file.toString());
    assert.deepEqual([message?.location?.range.start.line, message?.location?.range.start.character], [8, 2]);
    assert.match(told.output, /^company-features 1\.3\.0: imported company_features\r$/m);
    assert.match(told.output, /^ModuleNotFoundError/m);
  });

  test('imports nothing where the build failed, which is told at its line', async function () {
    if (!process.env['DOCKER_HOST']) return this.skip();
    this.timeout(60_000);
    await write(definition('dockerfileAtEnd: |\n  RUN false\n'));
    // At once, before anybody knows which images there are.
    await run();
    assert.deepEqual(told.ends, ['check passed', 'build failed', 'import packages skipped']);
    const [message] = told.messages;
    assert.match(String(message?.message), /RUN false|exit code/);
    assert.equal(message?.location?.range.start.line, 7);
  });

  test('ends what runs when it is cancelled', async function () {
    if (!process.env['DOCKER_HOST']) return this.skip();
    this.timeout(60_000);
    await write(definition('dockerfileAtEnd: RUN sleep 600\n'));
    await shown(whole);
    const source = new vscode.CancellationTokenSource();
    const running = run(source.token);
    await until('the sleep', () => told.output.includes('RUN sleep 600'));
    source.cancel();
    await running;
    assert.deepEqual(told.ends, ['check passed', 'build skipped', 'import packages skipped']);
    assert.match(told.output, /cancelled/);
  });
});
