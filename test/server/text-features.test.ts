import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type {
  ClientCapabilities,
  DocumentLink,
  FoldingRange,
  LinkedEditingRanges,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Editor, pulling, simple } from './editor.ts';
import type { Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const options = { tabSize: 2, insertSpaces: true };
const range = (startLine: number, start: number, endLine: number, end: number) => ({
  start: { line: startLine, character: start },
  end: { line: endLine, character: end },
});

suite('the language server, about texts', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;

  inEachTest(
    {
      'container-configs.yaml': 'dssVersion: 14.3.2\nbaseImages:\n  - context: exec\n  - context: none\n',
      'exec/Dockerfile': 'FROM scratch\n',
      'flows/a.py': '',
      'churn/code-env.yaml': 'envLang: PYTHON\n',
      'churn/spec/requirements.txt': 'numpy==1.26\n',
    },
    (...given) => {
      [editor, folder] = given;
      uri = folder.uriOf('churn/code-env.yaml');
    },
  );

  async function open(text: string, capabilities: ClientCapabilities = pulling): Promise<void> {
    await editor.start(capabilities, [folder.uri]);
    await editor.open(uri, text);
  }
  const ask = <T>(method: string, params: object = {}, of = uri): Promise<T> =>
    editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: of }, ...params });
  const after = (text: string, edits: TextEdit[] | null) =>
    TextDocument.applyEdits(TextDocument.create(uri, 'code-env', 1, text), edits ?? []);

  test('says what it can do', async () => {
    const { capabilities } = await editor.start(simple, []);
    assert.equal(capabilities.foldingRangeProvider, true);
    assert.equal(capabilities.selectionRangeProvider, true);
    assert.deepEqual(capabilities.documentLinkProvider, { resolveProvider: true });
    assert.equal(capabilities.linkedEditingRangeProvider, true);
    assert.equal(capabilities.documentFormattingProvider, true);
    assert.deepEqual(capabilities.documentRangeFormattingProvider, { rangesSupport: true });
    assert.deepEqual(capabilities.documentOnTypeFormattingProvider, { firstTriggerCharacter: '\n' });
    assert.ok(capabilities.semanticTokensProvider);
    const { full, range } = capabilities.semanticTokensProvider;
    assert.deepEqual([full, range], [{ delta: true }, true]);
  });

  const foldable = '# a\n# b\ndesc:\r\n  a:\r\n    b: 😀\n';
  test('textDocument/foldingRange', async () => {
    await open(foldable);
    assert.deepEqual(await ask<FoldingRange[]>('foldingRange'), [
      { startLine: 0, startCharacter: 3, endLine: 1, endCharacter: 3, kind: 'comment' },
      { startLine: 2, startCharacter: 5, endLine: 4, endCharacter: 9 },
      { startLine: 3, startCharacter: 4, endLine: 4, endCharacter: 9 },
    ]);
    const script = folder.uriOf('churn/spec/resources_init.py');
    await editor.open(script, '# a\n# b\n', 'python');
    assert.equal(await ask('foldingRange', {}, script), null);
  });

  test('textDocument/foldingRange as the editor wants it', async () => {
    await open(foldable, { textDocument: { foldingRange: { lineFoldingOnly: true, rangeLimit: 1 } } });
    assert.deepEqual(await ask<FoldingRange[]>('foldingRange'), [{ startLine: 2, endLine: 4 }]);
  });

  test('textDocument/selectionRange', async () => {
    await open('envName: one\n---\r\nowner: "😀 two"\r\n');
    const positions = [
      { line: 2, character: 11 },
      { line: 0, character: 10 },
    ];
    const found = await ask<SelectionRange[]>('selectionRange', { positions });
    const steps = found.map(one => {
      const ranges = [];
      for (let at: SelectionRange | undefined = one; at; at = at.parent) ranges.push(at.range);
      return ranges;
    });
    assert.deepEqual(steps[0]?.slice(0, 4), [
      range(2, 11, 2, 14),
      range(2, 8, 2, 14),
      range(2, 7, 2, 15),
      range(2, 0, 2, 15),
    ]);
    assert.deepEqual(steps[1]?.slice(0, 2), [range(0, 9, 0, 12), range(0, 0, 0, 12)]);
    assert.deepEqual(steps[1]?.at(-1), range(0, 0, 3, 0));
  });

  test('textDocument/documentLink', async () => {
    await open('# code-env-ignore env-name: mine\nowner: https://example.com\ndockerImageResources: COPY\n');
    assert.deepEqual(await ask<DocumentLink[]>('documentLink'), [
      {
        range: range(0, 18, 0, 26),
        target: 'https://github.com/code-envs/code-envs/blob/main/docs/rules.md#env-name',
        tooltip: 'What env-name is about',
      },
      { range: range(1, 7, 1, 26), target: 'https://example.com' },
      { range: range(2, 22, 2, 26), data: new URL(folder.uriOf('churn/resources')).pathname },
    ]);
  });

  test('documentLink/resolve', async () => {
    await open('');
    const targets = async (name: string, text: string) => {
      const uri = folder.uriOf(name);
      await editor.open(uri, text);
      const links = await ask<DocumentLink[]>('documentLink', {}, uri);
      const resolved = links.map(link =>
        editor.connection.sendRequest<DocumentLink>('documentLink/resolve', link),
      );
      return (await Promise.all(resolved)).map(({ target }) => target);
    };
    assert.deepEqual(
      await targets('container-configs.yaml', 'baseImages:\n  - context: exec\n  - context: none\n'),
      [folder.uriOf('exec/Dockerfile'), undefined],
    );
    assert.deepEqual(await targets('flows/workloads.yaml', 'workloads: [{ file: a.py }, { file: b.py }]\n'), [
      folder.uriOf('flows/a.py'),
      undefined,
    ]);
    const strange = { range: range(0, 0, 0, 0), data: { path: 1 } };
    assert.deepEqual(await editor.connection.sendRequest('documentLink/resolve', strange), strange);
  });

  test('textDocument/semanticTokens/full', async () => {
    await open('envName: churn\n');
    const { data } = await ask<SemanticTokens>('semanticTokens/full');
    assert.deepEqual(data, [0, 9, 5, 0, 1]);
    const list = folder.uriOf('churn/spec/requirements.txt');
    assert.deepEqual(
      (await ask<SemanticTokens>('semanticTokens/full', {}, list)).data,
      [0, 0, 5, 3, 0, 0, 5, 2, 7, 0, 0, 2, 4, 6, 0],
    );
  });

  test('textDocument/semanticTokens/full/delta', async () => {
    await open('envName: churn\ncontainerConfs: [cpu]\n');
    const { resultId } = await ask<SemanticTokens>('semanticTokens/full');
    await editor.change(uri, 2, { range: range(1, 17, 1, 17), text: 'gpu, ' });
    const delta = await ask<SemanticTokensDelta>('semanticTokens/full/delta', { previousResultId: resultId });
    assert.deepEqual(delta.edits, [{ start: 10, deleteCount: 0, data: [0, 5, 3, 1, 0] }]);
    const same = await ask<SemanticTokensDelta>('semanticTokens/full/delta', {
      previousResultId: delta.resultId,
    });
    assert.deepEqual(same.edits, []);
    const full = await ask<SemanticTokens>('semanticTokens/full/delta', { previousResultId: 'another' });
    assert.equal(full.data.length, 15);
  });

  test('textDocument/semanticTokens/range', async () => {
    await open('envName: churn\ncontainerConfs: [cpu, gpu]\n');
    const asked = { range: range(1, 0, 1, 20) };
    assert.deepEqual((await ask<SemanticTokens>('semanticTokens/range', asked)).data, [1, 17, 3, 1, 0]);
  });

  test('textDocument/linkedEditingRange', async () => {
    await open('a: &😀 1\r\nb: *😀\r\n---\r\nc: *😀\r\n');
    const found = await ask<LinkedEditingRanges>('linkedEditingRange', {
      position: { line: 1, character: 4 },
    });
    assert.deepEqual(found.ranges, [range(0, 4, 0, 6), range(1, 4, 1, 6)]);
    assert.ok(new RegExp(`^${found.wordPattern}$`).test('a.b😀'));
    assert.equal(await ask('linkedEditingRange', { position: { line: 0, character: 0 } }), null);
  });

  const text = 'a:\r\n    b:   1 # one\r\n\r\nc:\r\n    d:   [x,y]\r\ne:   2';
  test('textDocument/formatting', async () => {
    await open(text);
    const edits = await ask<TextEdit[]>('formatting', { options: { ...options, insertFinalNewline: true } });
    assert.equal(after(text, edits), 'a:\r\n  b: 1 # one\r\n\r\nc:\r\n  d: [x, y]\r\ne: 2\r\n');
    await editor.change(uri, 2, { text: 'a: [x\nb:   1\n' });
    assert.deepEqual(await ask('formatting', { options }), []);
  });

  test('textDocument/rangeFormatting', async () => {
    await open(text);
    const edits = await ask<TextEdit[]>('rangeFormatting', { options, range: range(3, 0, 4, 3) });
    assert.equal(after(text, edits), text.replace('    d:   [x,y]', '  d: [x, y]'));
  });

  test('textDocument/rangesFormatting', async () => {
    await open(text);
    const edits = await ask<TextEdit[]>('rangesFormatting', {
      options,
      ranges: [range(1, 0, 1, 1), range(5, 0, 5, 1)],
    });
    assert.equal(after(text, edits), text.replace('    b:   1', '  b: 1').replace('e:   2', 'e: 2'));
  });

  test('textDocument/onTypeFormatting', async () => {
    const typed = 'a:\r\n\r\nb: 1\r\n';
    await open(typed);
    const asked = { position: { line: 1, character: 0 }, ch: '\n', options };
    assert.equal(after(typed, await ask('onTypeFormatting', asked)), 'a:\r\n  \r\nb: 1\r\n');
  });
});
