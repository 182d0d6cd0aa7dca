import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { fixtures } from '../core/fixtures.ts';
import { Editor, pulling, simple } from './editor.ts';
import { folderWith } from './files.ts';

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
for (const [i, name] of [...'bcdefghi'].entries())
  bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`);
bomb.push('permissions: *i', 'containerConfs: *i', 'desc: *i');

const texts: Readonly<Record<string, string>> = {
  empty: '',
  'only blanks': ' \t\r\n \n',
  'a byte order mark': '\uFEFFenvLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\n',
  CRLF: 'envLang: PYTHON\r\ndeploymentMode: DESIGN_NON_MANAGED\r\ncontainerConfs: [\r\n',
  'old Mac line ends': 'envLang: PYTHON\rdeploymentMode: \r',
  'a merge conflict': 'envLang: PYTHON\n<<<<<<< HEAD\nconda: true\n=======\nconda: false\n>>>>>>> other\n',
  'an anchor in itself': 'desc: &a\n  desc: *a\npermissions: &p [*p, *a]\n<<: *a\n',
  'an alias of nothing': 'desc: *nobody\n<<: *nobody\n',
  'an alias bomb': bomb.join('\n'),
  'many lines': `permissions:\n${'  - group: a\n    use: true\n'.repeat(10_000)}`,
  'many brackets': '['.repeat(50_000),
  'many braces': '{"a":'.repeat(20_000),
  'many dashes': '- '.repeat(10_000),
  'many quotes': 'a: "\n'.repeat(5_000),
  'a long line': `description: ${'x'.repeat(1_000_000)}`,
  'no text at all': '\u0000\u0001\uD800\uFFFF',
  'odd keys': '? [a, b]\n: c\n? {d: e}\n: f\n*g : h\n! : i\n"": j\n__proto__: k\nconstructor: l\n',
  'values of all kinds':
    'desc: 1\npermissions: {a: 1}\nenvLang: [R]\ncontainerConfs: {a: b}\nconda: 2001-01-01\n',
  'a list': '- a\n- b\n',
  'many documents': '---\n'.repeat(500),
  directives: '%YAML 1.1\n%TAG ! x\n---\nenvLang: R\n...\n%YAML\n',
  tabs: '\tenvLang:\tPYTHON\n\t\tconda: true\n',
};
const jsons: Readonly<Record<string, string>> = {
  'JSON with a trailing comma': '{ "conda": true, }',
  'JSON that is cut off': '{ "conda": tr',
  'JSON that is no object': '[1, "a", null]',
  'no JSON': 'conda: true\n',
  'empty JSON': '',
};

/** Places in and around a text. */
function positions(text: string) {
  const lines = text.split(/\r\n|\r|\n/);
  const last = { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
  const outside = [
    { line: -1, character: -1 },
    { line: 0, character: 1_000_000 },
    { line: 1_000_000, character: 0 },
    { line: 0.5, character: 0.5 },
    {},
  ] as { line: number; character: number }[];
  return [{ line: 0, character: 0 }, { line: Math.floor(lines.length / 2), character: 2 }, last, ...outside];
}

const options = { tabSize: 4, insertSpaces: false, insertFinalNewline: true, trimFinalNewlines: true };

/** What is asked about a whole text, about a range, and about a position. */
const asked = {
  whole: {
    codeLens: {},
    foldingRange: {},
    documentLink: {},
    'semanticTokens/full': {},
    formatting: { options },
  },
  range: (range: object) => ({
    inlayHint: { range },
    'semanticTokens/range': { range },
    rangeFormatting: { options, range },
    rangesFormatting: { options, ranges: [range, range] },
  }),
  position: (position: object) => ({
    selectionRange: { positions: [position] },
    'semanticTokens/full/delta': { previousResultId: '0' },
    linkedEditingRange: { position },
    onTypeFormatting: { options, position, ch: '\n' },
  }),
};

function ask(editor: Editor, uri: string, questions: object): Promise<unknown>[] {
  return Object.entries(questions).map(([method, params]) =>
    editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...params }),
  );
}

/** Asks everything that can be asked; an answer that is an error fails. */
async function askAll(editor: Editor, uri: string, at: ReturnType<typeof positions>): Promise<void> {
  const answers: Promise<unknown>[] = [editor.pull(uri), editor.pull(uri, 'before')];
  for (const position of at) {
    const range = { start: position, end: position };
    answers.push(editor.complete(uri, position), editor.hover(uri, position), editor.actions(uri, range));
    answers.push(...navigate(editor, uri, position));
    answers.push(...ask(editor, uri, asked.position(position)));
  }
  answers.push(editor.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }));
  answers.push(editor.connection.sendRequest('workspace/symbol', { query: uri }));
  const known = { uri, offset: 7, span: { start: 0, end: 9 } };
  const again = { label: 'x', title: 'x', position: at[1], range: { start: at[1], end: at[1] } };
  for (const method of ['inlayHint', 'codeLens', 'codeAction', 'completionItem'])
    for (const data of [uri, known])
      answers.push(editor.connection.sendRequest(`${method}/resolve`, { ...again, data }));
  answers.push(editor.connection.sendRequest('workspace/textDocumentContent', { uri }));
  answers.push(editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }));
  const files = [{ oldUri: uri, newUri: `${uri}.old` }];
  answers.push(editor.connection.sendRequest('workspace/willRenameFiles', { files }));
  const range = { start: at[0], end: at[2] } as { start: (typeof at)[0]; end: (typeof at)[0] };
  answers.push(editor.actions(uri, range, { only: ['source.fixAll'] }));
  answers.push(...ask(editor, uri, { ...asked.whole, ...asked.range(range) }));
  await Promise.all(answers);
}

/** Asks for names at a place. That something cannot be renamed is an answer. */
function navigate(editor: Editor, uri: string, position: object): Promise<unknown>[] {
  const ask = (method: string, more: object = {}) =>
    editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position, ...more });
  const isRefusal = (error: unknown) => {
    if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.RequestFailed) throw error;
  };
  return [
    ask('definition'),
    ask('declaration'),
    ask('references', { context: { includeDeclaration: true } }),
    ask('documentHighlight'),
    ask('prepareRename').catch(isRefusal),
    ask('rename', { newName: 'other' }).catch(isRefusal),
  ];
}

suite('whatever comes in, no answer is an error', () => {
  const folder = folderWith({
    'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
  });
  const editor = Editor.inMemory();
  let version = 1;

  before(() => editor.start(pulling, [folder.uri]));
  after(async () => {
    await editor.stop();
    folder.remove();
  });

  for (const [what, text] of Object.entries({ ...texts, ...jsons })) {
    test(what, async () => {
      const names =
        what in jsons
          ? ['plugin/code-env/python/desc.json']
          : [
              'a/code-env.yaml',
              'a/container-configs.yaml',
              'a/workloads.yaml',
              'plugin/code-env/python/desc.json',
            ];
      for (const uri of names.map(folder.uriOf)) {
        await editor.open(uri, text);
        await askAll(editor, uri, positions(text));
        await editor.close(uri);
      }
      assert.deepEqual(editor.bugs, []);
    });
  }

  test('a document that was never opened, or is closed, or lies nowhere', async () => {
    const uris = [
      folder.uriOf('never/code-env.yaml'),
      folder.uriOf('container-configs.yaml'),
      'untitled:Untitled-7',
      'file:///',
      'file://server/share/code-env.yaml',
      'file:///c%3A/Users/a%20b/code-env.yaml',
      'git:/w/code-env.yaml?ref=HEAD',
      'http://[::1/code-env.yaml',
      'code-env.yaml',
      ':',
      '',
      '%',
      'file:///%00/code-env.yaml',
    ];
    for (const uri of uris) {
      await askAll(editor, uri, positions(''));
      await editor.change(uri, 2, { text: 'envLang: R' });
      await editor.open(uri, 'envLang: Python');
      await askAll(editor, uri, positions(''));
      await editor.close(uri);
      await editor.close(uri);
      await askAll(editor, uri, positions(''));
    }
    assert.deepEqual(editor.bugs, []);
  });

  test('changes at places that are not there', async () => {
    const uri = folder.uriOf('b/code-env.yaml');
    await editor.open(uri, 'envLang: PYTHON\n');
    await editor.change(
      uri,
      2,
      { range: { start: { line: 5, character: 9 }, end: { line: 9, character: 9 } }, text: 'conda: true' },
      { range: { start: { line: 0, character: 99 }, end: { line: 0, character: 3 } }, text: '' },
    );
    await askAll(editor, uri, positions('a\nb'));
    assert.deepEqual(editor.bugs, []);
  });

  test('the files of the rule pages, cut off at every place', async () => {
    const uris = {
      env: folder.uriOf('c/code-env.yaml'),
      configs: folder.uriOf('c/container-configs.yaml'),
      workloads: folder.uriOf('c/workloads.yaml'),
    };
    const json = folder.uriOf('c/code-env/python/desc.json');
    for (const uri of [...Object.values(uris), json]) await editor.open(uri, '');
    // Many of the files begin alike.
    const known = new Set<string>();
    for (const { path, text } of fixtures()) {
      const uri = path.endsWith('.json')
        ? json
        : path.includes('container-configs')
          ? uris.configs
          : path.endsWith('workloads.yaml')
            ? uris.workloads
            : uris.env;
      for (let at = 0; at <= text.length; at++) {
        const cut = text.slice(0, at);
        if (known.has(uri + cut)) continue;
        known.add(uri + cut);
        const line = cut.split('\n').length - 1;
        const position = { line, character: at - (cut.lastIndexOf('\n') + 1) };
        await editor.change(uri, ++version, { text: cut });
        await Promise.all([
          editor.pull(uri),
          editor.complete(uri, position),
          editor.hover(uri, position),
          editor.actions(uri, { start: position, end: position }),
          ...navigate(editor, uri, position),
          editor.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }),
          ...(at % 10 === 0 ? ask(editor, uri, { ...asked.whole, ...asked.position(position) }) : []),
        ]);
      }
    }
    assert.deepEqual(editor.bugs, []);
  });

  test('an editor that cannot ask gets no less', async () => {
    const other = Editor.inMemory();
    await other.start(simple, []);
    const uri = folder.uriOf('d/code-env.yaml');
    await other.open(uri, '');
    for (const [i, text] of Object.values(texts).entries()) await other.change(uri, i + 2, { text });
    await other.change(uri, 1000, { text: 'envLang: R\ndeploymentMode: DESIGN_NON_MANAGED\n' });
    await other.published(uri, list => list.length === 0);
    await other.stop();
    assert.deepEqual(other.bugs, []);
  });
});
