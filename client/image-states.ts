import {
  type Disposable,
  type Event,
  EventEmitter,
  type LogOutputChannel,
  RelativePattern,
  tasks,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { Status } from '../protocol/index.ts';
import { CommandProcess } from './command-process.ts';
import { foldersOnDisk } from './execution.ts';
import { hasInstanceAbove } from './instance-above.ts';

/** How long to wait before a watch that ended is started again, in milliseconds: twice as long each time. */
const patience = { first: 1000, last: 60_000 };

/** The watch over the images of one folder. */
interface Watch {
  readonly folder: WorkspaceFolder;
  process: CommandProcess<Status> | undefined;
  clock: NodeJS.Timeout | undefined;
  delay: number;
  /** What it said last. */
  status: Status | undefined;
  /** Why it ended, while it does not run. */
  failure: string | undefined;
}

/** The states of one folder, and why they are not followed if they are not. */
export type FolderStates = Pick<Watch, 'folder' | 'status' | 'failure'>;

/**
 * What images there are and whether they are current, as `code-envs status --watch` tells it of each folder with an
 * instance. Nobody is asked before {@link follow}, nor in a workspace that is not trusted.
 */
export class ImageStates implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #commandLine: string;
  readonly #log: LogOutputChannel;
  readonly #watches = new Map<string, Watch>();
  readonly #listeners: Disposable[] = [];
  #isWanted = false;
  #looked = false;

  constructor(commandLine: string, log: LogOutputChannel) {
    this.#commandLine = commandLine;
    this.#log = log;
  }

  /** Somebody wants to know: from now on the states are followed, until the end. */
  follow(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    const look = () => void this.#look();
    const instances = workspace.createFileSystemWatcher('**/container-configs.{yaml,yml}', false, true);
    this.#listeners.push(
      instances,
      instances.onDidCreate(look),
      instances.onDidDelete(look),
      workspace.onDidChangeWorkspaceFolders(look),
      workspace.onDidGrantWorkspaceTrust(look),
      // A build that failed has changed nothing that anybody watches.
      tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.type === 'code-env' && exitCode !== 0) this.refresh();
      }),
    );
    look();
  }

  /** Follows the states, and waits until each folder has said something. */
  async whenKnown(): Promise<void> {
    this.follow();
    const isKnown = () => this.get()?.every(({ status, failure }) => (status ?? failure) !== undefined);
    while (workspace.isTrusted && !isKnown())
      await new Promise<void>(resolve => {
        const listener = this.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
  }

  /** The folders that have an instance; undefined until that is known. */
  get(): readonly FolderStates[] | undefined {
    return this.#looked ? [...this.#watches.values()] : undefined;
  }

  /** Asks anew, files and engines, instead of waiting for what they tell: nobody tells of an instance above a folder. */
  refresh(): void {
    this.follow();
    void this.#look();
    for (const watch of this.#watches.values()) {
      end(watch);
      this.#start(watch);
    }
  }

  dispose(): void {
    this.#isWanted = false;
    for (const listener of this.#listeners) listener.dispose();
    for (const watch of this.#watches.values()) end(watch);
    this.#watches.clear();
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    if (!workspace.isTrusted) return;
    const wanted = new Map<string, WorkspaceFolder>();
    for (const folder of foldersOnDisk())
      if (await hasInstance(folder)) wanted.set(folder.uri.toString(), folder);
    // It may have ended meanwhile.
    if (!this.#isWanted) return;
    for (const [key, watch] of this.#watches) {
      if (wanted.has(key)) continue;
      this.#watches.delete(key);
      end(watch);
    }
    for (const [key, folder] of wanted) {
      if (this.#watches.has(key)) continue;
      const idle = { process: undefined, clock: undefined, status: undefined, failure: undefined };
      const watch: Watch = { folder, delay: patience.first, ...idle };
      this.#watches.set(key, watch);
      this.#start(watch);
    }
    this.#looked = true;
    this.#changed.fire();
  }

  #start(watch: Watch): void {
    const { folder } = watch;
    const words = ['status', '--watch', '--format', 'json'];
    const process = new CommandProcess<Status>(this.#commandLine, words, folder.uri.fsPath, status => {
      if (watch.process !== process) return;
      Object.assign(watch, { status, failure: undefined, delay: patience.first });
      this.#changed.fire();
    });
    watch.process = process;
    void process.ended.then(errors => {
      if (watch.process !== process) return;
      this.#log.warn(`Which images of ${folder.name} are current is not followed for now: ${errors}`);
      Object.assign(watch, { process: undefined, status: undefined, failure: errors });
      watch.clock = setTimeout(() => this.#start(watch), watch.delay);
      watch.delay = Math.min(watch.delay * 2, patience.last);
      this.#changed.fire();
    });
  }
}

function end(watch: Watch): void {
  const { process, clock } = watch;
  // What it still says is not heard.
  watch.process = undefined;
  process?.dispose();
  clearTimeout(clock);
}

async function hasInstance(folder: WorkspaceFolder): Promise<boolean> {
  const files = new RelativePattern(folder, '**/container-configs.{yaml,yml}');
  const found = await workspace.findFiles(files, '**/node_modules/**', 1);
  return found.length > 0 || (await hasInstanceAbove(folder.uri));
}
