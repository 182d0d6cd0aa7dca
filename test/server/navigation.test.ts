import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type ClientCapabilities,
  type DocumentHighlight,
  type DocumentSymbol,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  type PrepareRenameResult,
  type SymbolInformation,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { Editor, pulling, simple } from './editor.ts';
import type { Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const instance = `dssVersion: 14.3.2
baseImages:
  - { tag: company/base:1, context: bases/plain }
executionConfigs:
  - name: cpu
    type: DOCKER
    baseImage: company/base:1
`;
const envs = `envName: first
containerConfs: [cpu]
---
envName: second
containerConfs: ["cpu"]
`;
const workloads = `workloads:
  - name: score
    type: PYTHON_RECIPE
    file: recipes/score.py
    envSelection: { envMode: EXPLICIT_ENV, envName: churn }
  - name: plot
    envSelection: { envMode: EXPLICIT_ENV, envName: "second" }
`;

/** An editor that shows trees, links and moved files. */
const able: ClientCapabilities = {
  textDocument: {
    ...pulling.textDocument,
    definition: { linkSupport: true },
    declaration: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename'] },
  },
};

suite('navigation', () => {
  let editor: Editor;
  let folder: Folder;

  inEachTest(
    {
      'a/container-configs.yaml': instance,
      'a/bases/plain/Dockerfile': 'FROM debian:12\n',
      'a/envs/churn/code-env.yaml': 'envLang: PYTHON\n',
      'a/envs/two.code-env.yaml': envs,
      'a/workloads.yaml': workloads,
      'a/recipes/score.py': '',
      'b/container-configs.yaml': 'executionConfigs:\n  - name: cpu\n',
      'b/envs/churn/code-env.yaml': 'containerConfs: [cpu]\n',
    },
    (...given) => {
      [editor, folder] = given;
    },
  );

  /** Asks about the place where `word` stands in `text`. */
  function ask<R>(method: string, name: string, text: string, word: string, more: object = {}): Promise<R> {
    const before = text.slice(0, text.indexOf(word)).split('\n');
    const position = { line: before.length - 1, character: (before.at(-1) ?? '').length };
    return editor.connection.sendRequest(method, {
      textDocument: { uri: folder.uriOf(name) },
      position,
      ...more,
    });
  }

  /** A place as `file:line:character`. */
  const told = ({ uri, range: { start } }: Location) =>
    `${uri.slice(folder.uri.length + 1)}:${start.line}:${start.character}`;

  /** The texts that an edit writes, by file. */
  function written(edit: WorkspaceEdit | null): Record<string, string[]> {
    const changes = (edit?.documentChanges ?? []).flatMap(change =>
      'edits' in change ? [[change.textDocument.uri, change.edits] as const] : [],
    );
    return Object.fromEntries(
      [...changes, ...Object.entries(edit?.changes ?? {})].map(([uri, edits]) => [
        uri.slice(folder.uri.length + 1),
        edits.map(edit => ('newText' in edit ? edit.newText : '')),
      ]),
    );
  }

  test('says that it can', async () => {
    const { capabilities } = await editor.start(able, [folder.uri]);
    for (const one of ['definition', 'declaration', 'references', 'documentHighlight', 'documentSymbol'])
      assert.equal(capabilities[`${one}Provider` as keyof typeof capabilities], true, one);
    assert.equal(capabilities.workspaceSymbolProvider, true);
    assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
    assert.deepEqual(capabilities.workspace?.fileOperations?.willRename?.filters, [
      { scheme: 'file', pattern: { glob: '**' } },
    ]);
  });

  for (const method of ['textDocument/definition', 'textDocument/declaration']) {
    test(`${method}: links for an editor that shows them, places for another`, async () => {
      await editor.start(able, [folder.uri]);
      const links = await ask<LocationLink[]>(method, 'a/envs/two.code-env.yaml', envs, '"cpu"');
      assert.deepEqual(links, [
        {
          originSelectionRange: { start: { line: 4, character: 17 }, end: { line: 4, character: 22 } },
          targetUri: folder.uriOf('a/container-configs.yaml'),
          targetRange: { start: { line: 4, character: 4 }, end: { line: 6, character: 29 } },
          targetSelectionRange: { start: { line: 4, character: 10 }, end: { line: 4, character: 13 } },
        },
      ]);
      const other = Editor.inMemory();
      await other.start(simple, [folder.uri]);
      const places: Location[] = await other.connection.sendRequest(method, {
        textDocument: { uri: folder.uriOf('a/workloads.yaml') },
        position: { line: 3, character: 12 },
      });
      assert.deepEqual(places.map(told), ['a/recipes/score.py:0:0']);
      await other.stop();
    });
  }

  test('textDocument/references: of one instance, with the definition only if it is asked for', async () => {
    await editor.start(able, [folder.uri]);
    const find = async (includeDeclaration: boolean) =>
      (
        await ask<Location[]>('textDocument/references', 'a/container-configs.yaml', instance, 'cpu', {
          context: { includeDeclaration },
        })
      ).map(told);
    const uses = ['a/envs/two.code-env.yaml:1:17', 'a/envs/two.code-env.yaml:4:17'];
    assert.deepEqual(await find(false), uses);
    assert.deepEqual(await find(true), ['a/container-configs.yaml:4:10', ...uses]);
  });

  test('textDocument/documentHighlight: what is open counts, not what is saved', async () => {
    await editor.start(able, [folder.uri]);
    const name = 'a/container-configs.yaml';
    const text = `${instance}defaultExecutionConfig: cpu\n`;
    await editor.open(folder.uriOf(name), text);
    const found = await ask<DocumentHighlight[]>('textDocument/documentHighlight', name, text, 'cpu');
    assert.deepEqual(found, [
      { range: { start: { line: 4, character: 10 }, end: { line: 4, character: 13 } }, kind: 3 },
      { range: { start: { line: 7, character: 24 }, end: { line: 7, character: 27 } }, kind: 2 },
    ]);
  });

  test('textDocument/documentSymbol: a tree, or a list for an editor that shows no trees', async () => {
    await editor.start(able, [folder.uri]);
    const params = { textDocument: { uri: folder.uriOf('a/envs/two.code-env.yaml') } };
    const tree: DocumentSymbol[] = await editor.connection.sendRequest('textDocument/documentSymbol', params);
    assert.deepEqual(
      tree.map(({ name, children }) => [name, children?.map(child => child.name)]),
      [
        ['first', ['envName', 'containerConfs']],
        ['second', ['envName', 'containerConfs']],
      ],
    );
    const other = Editor.inMemory();
    await other.start(simple, [folder.uri]);
    const list: SymbolInformation[] = await other.connection.sendRequest(
      'textDocument/documentSymbol',
      params,
    );
    assert.deepEqual(
      list.slice(0, 4).map(({ name, containerName }) => [name, containerName]),
      [
        ['first', undefined],
        ['envName', 'first'],
        ['containerConfs', 'first'],
        ['cpu', 'containerConfs'],
      ],
    );
    await other.stop();
  });

  test('workspace/symbol: of all folders; an empty query asks for all', async () => {
    await editor.start(able, [folder.uriOf('a'), folder.uriOf('b'), folder.uri]);
    const find = (query: string): Promise<SymbolInformation[]> =>
      editor.connection.sendRequest('workspace/symbol', { query });
    assert.equal((await find('')).length, 9);
    const found = await find('chn');
    assert.deepEqual(found.map(({ location }) => told(location)).sort(), [
      'a/envs/churn/code-env.yaml:0:0',
      'b/envs/churn/code-env.yaml:0:0',
    ]);
  });

  test('textDocument/prepareRename: the name without its quotes, or why not', async () => {
    await editor.start(able, [folder.uri]);
    const prepare = (word: string) =>
      ask<PrepareRenameResult | null>('textDocument/prepareRename', 'a/workloads.yaml', workloads, word);
    assert.deepEqual(await prepare('"second"'), {
      range: { start: { line: 6, character: 53 }, end: { line: 6, character: 59 } },
      placeholder: 'second',
    });
    assert.equal(await prepare('type'), null);
    await editor.open(folder.uriOf('a/envs/churn/code-env.yaml'), 'containerConfs: [cpu\n');
    await assert.rejects(prepare('"second"'), {
      code: LSPErrorCodes.RequestFailed,
      message: /^There is a mistake in line 1 of churn\/code-env\.yaml\./,
    });
  });

  test('textDocument/rename: one edit over all files, open or not', async () => {
    await editor.start(able, [folder.uri]);
    const two = folder.uriOf('a/envs/two.code-env.yaml');
    await editor.open(two, envs);
    const edit = await ask<WorkspaceEdit>(
      'textDocument/rename',
      'a/container-configs.yaml',
      instance,
      'cpu',
      {
        newName: 'small one',
      },
    );
    assert.deepEqual(written(edit), {
      'a/container-configs.yaml': ['"small one"'],
      'a/envs/two.code-env.yaml': ['"small one"', '"small one"'],
    });
    assert.deepEqual(
      edit.documentChanges?.map(change => 'textDocument' in change && change.textDocument.version),
      [null, 1],
    );
    await assert.rejects(
      ask('textDocument/rename', 'a/workloads.yaml', workloads, '"second"', { newName: 'first' }),
      { code: LSPErrorCodes.RequestFailed, message: /^Another code env is already called first/ },
    );
  });

  test('textDocument/rename: of a folder, where the editor can; else it says what to do', async () => {
    await editor.start(able, [folder.uri]);
    const params = { newName: 'leavers' };
    const edit = await ask<WorkspaceEdit>(
      'textDocument/rename',
      'a/workloads.yaml',
      workloads,
      'churn',
      params,
    );
    assert.deepEqual(written(edit), { 'a/workloads.yaml': ['leavers'] });
    assert.deepEqual(edit.documentChanges?.at(-1), {
      kind: 'rename',
      oldUri: folder.uriOf('a/envs/churn'),
      newUri: folder.uriOf('a/envs/leavers'),
    });
    const other = Editor.inMemory();
    await other.start(simple, [folder.uri]);
    await assert.rejects(
      other.connection.sendRequest('textDocument/rename', {
        textDocument: { uri: folder.uriOf('a/workloads.yaml') },
        position: { line: 4, character: 55 },
        ...params,
      }),
      /because its folder is/,
    );
    await other.stop();
  });

  test('workspace/willRenameFiles: what names the files is written anew', async () => {
    await editor.start(able, [folder.uri]);
    const move = (...names: (readonly [string, string])[]) =>
      editor.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', {
        files: names.map(([from, to]) => ({ oldUri: folder.uriOf(from), newUri: folder.uriOf(to) })),
      });
    assert.deepEqual(written(await move(['a/recipes', 'a/code'], ['a/bases/plain', 'a/bases/debian'])), {
      'a/container-configs.yaml': ['bases/debian'],
      'a/workloads.yaml': ['code/score.py'],
    });
    assert.deepEqual(written(await move(['a/envs/churn', 'a/envs/leavers'])), {
      'a/workloads.yaml': ['leavers'],
    });
    assert.equal(await move(['a/notes.txt', 'a/more.txt']), null);
  });
});
