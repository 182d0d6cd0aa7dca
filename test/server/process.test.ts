import assert from 'node:assert/strict';
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { Editor, pulling } from './editor.ts';
import { folderWith } from './files.ts';

const main = join(import.meta.dirname, '../../server/main.ts');

/** A whole conversation: hello, a document, its problems, goodbye. */
async function converse(connection: ProtocolConnection): Promise<void> {
  const folder = folderWith({});
  const editor = new Editor(connection);
  const { serverInfo } = await editor.start(pulling, [folder.uri]);
  assert.equal(serverInfo?.name, 'code-envs');
  const uri = folder.uriOf('code-env.yaml');
  await editor.open(uri, 'envLang: Python\ndeploymentMode: DESIGN_NON_MANAGED\n');
  assert.deepEqual(await editor.pulledRules(uri), ['unknown-value']);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  folder.remove();
}

test('as a process that is talked to over its standard input and output', async () => {
  const server = spawn(process.execPath, [main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(server, 'exit');
  await converse(createProtocolConnection(server.stdout, server.stdin));
  assert.deepEqual(await exited, [0, null]);
});

test('as a command, for editors that know no more of it: code-envs language-server --stdio', async () => {
  // `npm test` has made it.
  const command = join(import.meta.dirname, '../../dist/cli.cjs');
  const server = spawn(process.execPath, [command, 'language-server', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  await converse(createProtocolConnection(server.stdout, server.stdin));
  assert.deepEqual(await exited, [0, null]);
});

test('a command that is told to end does, and one without a way to talk says what it wants', async () => {
  const command = join(import.meta.dirname, '../../cli/main.ts');
  const { status, stderr } = spawnSync(process.execPath, [command, 'language-server'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /required option '--stdio'/);
  const server = spawn(process.execPath, [command, 'language-server', '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(server, 'exit');
  await new Editor(createProtocolConnection(server.stdout, server.stdin)).start(pulling, []);
  server.kill('SIGTERM');
  assert.deepEqual(await exited, [130, null]);
});

test('as a process of the editor, over the channel of Node', async () => {
  const server = fork(main, ['--node-ipc'], { execArgv: [] });
  const exited = once(server, 'exit');
  await converse(createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)));
  assert.deepEqual(await exited, [0, null]);
});
