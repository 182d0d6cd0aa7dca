// VS Code for tests, pictures and `npm run editor`: its web server, from the npm package code-server, with a profile of its own.
import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, cp, link, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { editorServer } from './editor-install.ts';

const run = promisify(execFile);

/** What to start the editor with; only the folder, or the file of several folders (`.code-workspace`), that it opens is required. */
export interface EditorOptions {
  readonly workspace: string;
  /** Opens a copy, so that what a test edits is not the fixture. */
  readonly copyWorkspace?: boolean;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** Packaged extensions to install besides. */
  readonly others?: readonly string[];
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables on top of ours; the extension host and all that it starts see them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Lets a page run a test suite in the extension host. It also switches notification toasts off. */
  readonly driver?: boolean;
  /** `false` opens the folder in restricted mode. */
  readonly trust?: boolean;
  /** The display language: extensions speak it. The editor's own words stay English, as npm has no language packs. */
  readonly language?: string;
  /** A free one is taken where none is given. */
  readonly port?: number;
}

/** A running editor. Everything below `home` goes when it stops. */
export interface EditorHost {
  readonly home: string;
  readonly userData: string;
  /** The folder that is open: the copy, where one was made. */
  readonly workspace: string;
  readonly port: number;
  /** The address to open in a browser; the payload is what the workbench reads of a test run. */
  url(payload?: readonly (readonly [string, string])[]): string;
  /** How the page names a file of this machine. */
  remoteUri(path: string): string;
  /** The last of what the server wrote. */
  output(): string;
  stop(): Promise<void>;
}

/** A workbench without greetings, AI features, network or anything else that differs from run to run. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off', // Its canvas can be half drawn in a picture.
  'window.commandCenter': false,
  'workbench.editor.useModal': 'off', // A modal editor swallows F1.
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts the installed editor with a fresh profile, reachable from this machine only. Throws when it does not start. */
export async function startEditor(options: EditorOptions): Promise<EditorHost> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'code-envs-editor-')));
  try {
    return await startIn(home, options);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(home: string, options: EditorOptions): Promise<EditorHost> {
  const userData = join(home, 'user-data');
  const source = resolve(options.workspace);
  const workspace = options.copyWorkspace ? join(home, basename(source)) : source;
  if (options.copyWorkspace) await cp(source, workspace, { recursive: true });
  await mkdir(join(userData, 'User'), { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  await writeFile(join(userData, 'User/settings.json'), settings);

  if (options.language) await writeLanguagePack(userData, options.language);

  const env = { ...cleanEnvironment(), ...options.environment, EXTENSIONS_GALLERY: '{}' };
  const common = [editorServer(), '--accept-server-license-terms', '--server-data-dir', join(home, 'server')];
  common.push('--user-data-dir', userData, '--extensions-dir', join(home, 'extensions'));
  const extensions = [...(options.vsix === undefined ? [] : [options.vsix]), ...(options.others ?? [])];
  if (extensions.length > 0) {
    const install = extensions.flatMap(vsix => ['--install-extension', resolve(vsix)]);
    await run(process.execPath, [...common, ...install], { env });
  }

  const args = [...common, '--host', '127.0.0.1', '--port', String(options.port ?? 0)];
  args.push('--without-connection-token', '--telemetry-level', 'off');
  if (options.trust !== false) args.push('--disable-workspace-trust');
  if (options.language) args.push('--locale', options.language);
  if (options.driver) args.push('--enable-smoke-test-driver');
  // Terminals print what tasks run: a path of this checkout would be in every picture.
  const node = join(home, 'node');
  await link(process.execPath, node).catch(() => copyFile(process.execPath, node));
  const server = startServer(node, args, env);
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const forget = onEndOfThisProcess(() => {
    server.signal('SIGKILL');
    removeHome();
  });
  try {
    const port = await server.listening;
    return {
      home,
      userData,
      workspace,
      port,
      url(payload) {
        const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
        const query = new URLSearchParams({ [kind]: workspace });
        if (payload) query.set('payload', JSON.stringify(payload));
        return `http://127.0.0.1:${port}/?${query}`;
      },
      remoteUri: path => `vscode-remote://127.0.0.1:${port}${resolve(path)}`,
      output: server.output,
      async stop() {
        await server.end();
        forget();
        removeHome();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
}

/** The editor takes a language that a language pack has been installed for. This one, in its list of them, has no words. */
async function writeLanguagePack(userData: string, language: string): Promise<void> {
  const vscode = join(userData, 'no-words.i18n.json');
  await writeFile(vscode, JSON.stringify({ contents: {} }));
  const pack = {
    hash: 'no-words',
    label: language,
    extensions: [{ extensionIdentifier: { id: 'no-words' }, version: '1.0.0' }],
    translations: { vscode },
  };
  await writeFile(join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

/** Our environment without what another VS Code, code-server or test runner put there: it would change the editor's ways. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|CODE_SERVER_|NODE_TEST_CONTEXT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** The server and all that it starts are one process group, so that extension hosts and language servers end with it. */
function startServer(node: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const listening = new Promise<number>((found, failed) => {
    const read = (data: Buffer) => {
      output = (output + data).slice(-100_000);
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) found(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', failed);
    child.on('exit', code =>
      failed(new Error(`The editor's server ended with exit code ${code}.\n${output}`)),
    );
  });
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, name);
    } catch {
      return false;
    }
  };
  const end = async () => {
    for (const [name, patience] of [
      ['SIGTERM', 2500],
      ['SIGKILL', 1000],
    ] as const) {
      signal(name);
      for (let waited = 0; signal(0) && waited < patience; waited += 25) await delay(25);
    }
  };
  return { listening, output: () => output, signal, end };
}

/** Calls `cleanUp` should this process end, by itself or by a signal; gives the function that takes that back. */
function onEndOfThisProcess(cleanUp: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    forget();
    cleanUp();
    // Our listener kept the signal from ending the process; another listener has its own plan.
    if (process.listenerCount(signal) === 0) process.exit(1);
  };
  const forget = () => {
    process.off('exit', cleanUp);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.on('exit', cleanUp);
  for (const signal of signals) process.on(signal, onSignal);
  return forget;
}
