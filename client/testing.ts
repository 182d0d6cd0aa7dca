import {
  type CancellationToken,
  Disposable,
  l10n,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  type TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import type { CodeEnvEntry, ImageEntry } from '../protocol/index.ts';
import { codeEnvStates, definitionOf } from './code-env-states.ts';
import { runCommand } from './command-run.ts';
import type { ImageStates } from './image-states.ts';
import { mayExecute } from './may-execute.ts';
import type { ServerList } from './server-list.ts';
import { building, checking, importing, type Step, type Tested } from './test-steps.ts';

/**
 * The Testing view: each code env with its check, and its images with their build and the import of their packages. What
 * there is follows the server and the states of images, once somebody looks.
 */
export class Testing implements Disposable {
  readonly controller: TestController;
  readonly profile: TestRunProfile;
  readonly #commandLine: string;
  readonly #envs: ServerList<CodeEnvEntry>;
  readonly #states: ImageStates;
  readonly #listeners: Disposable;
  /** What the items without children run. */
  readonly #steps = new WeakMap<TestItem, Step & { readonly folder: string }>();

  constructor(commandLine: string, envs: ServerList<CodeEnvEntry>, states: ImageStates, id = 'code-envs') {
    this.#commandLine = commandLine;
    this.#envs = envs;
    this.#states = states;
    this.controller = tests.createTestController(id, 'Code Envs');
    const show = () => this.#show();
    this.controller.resolveHandler = async () => {
      states.follow();
      await show();
    };
    const run = (request: TestRunRequest, token: CancellationToken) => this.#run(request, token);
    this.profile = this.controller.createRunProfile(l10n.t('Run'), TestRunProfileKind.Run, run, true);
    this.#listeners = Disposable.from(envs.onDidChange(show), states.onDidChange(show));
  }

  dispose(): void {
    this.#listeners.dispose();
    this.controller.dispose();
  }

  async #show(): Promise<void> {
    const entries = await this.#envs.get();
    const states = codeEnvStates(this.#states);
    const items = entries.flatMap(entry => {
      const uri = Uri.parse(entry.uri);
      const folder = workspace.getWorkspaceFolder(uri);
      if (!folder) return [];
      const own = states.find(
        state => state.env === entry.name && definitionOf(state).toString() === uri.toString(),
      );
      const path = workspace.asRelativePath(uri, false);
      return [this.#envItem({ env: entry.name, folder, path }, uri, entry.line, own?.images ?? [])];
    });
    this.controller.items.replace(items);
  }

  #envItem(tested: Tested, uri: Uri, line: number, images: readonly ImageEntry[]): TestItem {
    const id = JSON.stringify([uri.toString(), tested.env]);
    // One that is there already keeps its results.
    const item = this.controller.items.get(id) ?? this.controller.createTestItem(id, tested.env, uri);
    item.range = new Range(line, 0, line, 0);
    const child = (parent: TestItem, id: string, label: string, sortText: string) => {
      const item = parent.children.get(id) ?? this.controller.createTestItem(id, label, uri);
      item.sortText = sortText;
      return item;
    };
    const leaf = (parent: TestItem, id: string, label: string, sortText: string, step: Step) => {
      const item = child(parent, id, label, sortText);
      this.#steps.set(item, { ...step, folder: tested.folder.uri.fsPath });
      return item;
    };
    item.children.replace([
      leaf(item, 'check', l10n.t('check'), '0', checking(tested)),
      ...images.map(image => {
        // Without a description: screen readers would read that instead of the label.
        const ofImage = child(item, image.image, image.configs.join(', '), `1 ${image.configs.join()}`);
        ofImage.children.replace([
          leaf(ofImage, 'build', l10n.t('build'), '0', building(tested, image)),
          leaf(ofImage, 'import', l10n.t('import packages'), '1', importing(tested, image)),
        ]);
        return ofImage;
      }),
    ]);
    return item;
  }

  async #run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    if (
      !(await mayExecute(
        l10n.t('Code envs are tested only in folders that you trust: that executes what the files say.'),
      ))
    )
      return;
    await this.#known(token);
    const run = this.controller.createTestRun(request);
    const chosen = request.include ?? [...this.controller.items].map(([, item]) => item);
    const leaves = [...new Set(chosen.flatMap(leavesOf))].filter(item => !isIn(item, request.exclude ?? []));
    leaves.forEach(item => void run.enqueued(item));
    const failed = new Set<TestItem>();
    for (const item of leaves) {
      const before = [...(item.parent?.children ?? [])].map(([, sibling]) => sibling);
      const isBlocked = item.parent?.parent && before.some(sibling => failed.has(sibling));
      // In an image that could not be built there is nothing to import.
      if (token.isCancellationRequested || isBlocked) run.skipped(item);
      else if (!(await this.#runOne(item, run, token))) failed.add(item);
    }
    run.end();
  }

  /** Resolves once it is known which images there are: who runs everything at once means those, too. */
  async #known(token: CancellationToken): Promise<void> {
    const states = this.#states;
    states.follow();
    const isKnown = () => states.get()?.every(({ status, failure }) => status ?? failure) ?? false;
    if (!isKnown())
      await new Promise<void>(resolve => {
        const listeners = Disposable.from(
          states.onDidChange(() => isKnown() && end()),
          token.onCancellationRequested(() => end()),
        );
        const end = () => {
          listeners.dispose();
          resolve();
        };
      });
    await this.#show();
  }

  /** Gives whether it passed. */
  async #runOne(item: TestItem, run: TestRun, token: CancellationToken): Promise<boolean> {
    const step = this.#steps.get(item);
    if (!step) return true;
    const say = (text: string) => run.appendOutput(text.replaceAll(/\r?\n/g, '\r\n'), undefined, item);
    say(`> code-envs ${step.words.join(' ')}\n`);
    run.started(item);
    const began = Date.now();
    const { folder } = step;
    const { code, stdout, stderr } = await runCommand(this.#commandLine, step.words, {
      folder,
      onSaid: say,
      token,
    });
    const took = Date.now() - began;
    if (token.isCancellationRequested) {
      run.skipped(item);
      return false;
    }
    // Of a process that was killed the results may be in part.
    const isWhole = code !== undefined && stdout !== '';
    const failures = isWhole ? step.read(JSON.parse(stdout), line => say(`${line}\n`)) : undefined;
    if (!failures) run.errored(item, new TestMessage(stderr.trim()), took);
    else if (failures.length > 0) run.failed(item, [...failures], took);
    else run.passed(item, took);
    return failures?.length === 0;
  }
}

function leavesOf(item: TestItem): TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leavesOf(child));
}

function isIn(item: TestItem, excluded: readonly TestItem[]): boolean {
  return excluded.includes(item) || (item.parent !== undefined && isIn(item.parent, excluded));
}
