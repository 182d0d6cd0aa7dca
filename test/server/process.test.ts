import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
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

test('as a process of the editor, over the channel of Node', async () => {
  const server = fork(main, ['--node-ipc'], { execArgv: [] });
  const exited = once(server, 'exit');
  await converse(createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)));
  assert.deepEqual(await exited, [0, null]);
});
