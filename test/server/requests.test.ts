import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as lsp from 'vscode-languageserver/node';
import * as ours from '../../protocol/index.ts';
import { Editor, pulling } from './editor.ts';
import { requests } from './requests.ts';

/** A request of the protocol, as its library describes it. */
interface Described {
  readonly method: string;
  readonly messageDirection: lsp.MessageDirection;
}

const isRequest = (name: string) => name.endsWith('Request');
/** The methods of all requests that an editor may send to some server. */
const ofAnyServer = [
  ...Object.entries(lsp)
    .filter(([name, value]) => isRequest(name) && typeof value === 'object' && 'messageDirection' in value)
    .map(([, value]) => value as unknown as Described)
    .filter(({ messageDirection }) => messageDirection !== lsp.MessageDirection.serverToClient)
    .map(({ method }) => method),
  ...Object.entries(ours)
    .filter(([name]) => isRequest(name))
    .map(([, method]) => method as string),
];
/** They begin and end a conversation; the last the library answers by itself, though no editor is told to ask it. */
const notOurs = ['initialize', 'shutdown', 'textDocument/willSaveWaitUntil'];

test('every request that the server answers is asked about bad texts', async () => {
  const editor = Editor.inMemory();
  await editor.start(pulling, []);
  const answered: string[] = [];
  for (const method of ofAnyServer.filter(method => !notOurs.includes(method))) {
    const error = await editor.connection.sendRequest(method, {}).then(
      () => undefined,
      (error: lsp.ResponseError) => error.code,
    );
    if (error !== lsp.ErrorCodes.MethodNotFound) answered.push(method);
  }
  await editor.stop();
  const asked = new Set(requests.flatMap(({ method, resolve }) => (resolve ? [method, resolve] : [method])));
  assert.deepEqual([...new Set(answered)].sort(), [...asked].sort());
});
