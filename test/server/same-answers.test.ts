// The editor and the command line say the same of every example of every rule page.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { check } from '../../cli/commands/check.ts';
import type { PrintedProblem } from '../../protocol/index.ts';
import { readPage } from '../core/rule-page.ts';
import { Editor, pulling } from './editor.ts';
import { folderWith } from './files.ts';

const pages = join(import.meta.dirname, '../../core/rules');
const examples = readdirSync(pages)
  .filter(name => name.endsWith('.md'))
  .flatMap(name => readPage(readFileSync(join(pages, name), 'utf8')));
const folder = folderWith(
  Object.fromEntries(
    examples.flatMap(({ files }, i) =>
      Object.entries(files).map(([name, text]) => [`example-${i}/${name}`, text]),
    ),
  ),
);
after(() => folder.remove());

const severities: Readonly<Record<PrintedProblem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

test(`${examples.length} examples`, async () => {
  let printed = '';
  const terminal = {
    folder: fileURLToPath(folder.uri),
    write: (text: string) => {
      printed += text;
    },
    log: () => {},
    draw: () => {},
    interactive: false,
    signal: new AbortController().signal,
  };
  await check([], { format: 'json' }, terminal);
  const { problems } = JSON.parse(printed) as { problems: readonly PrintedProblem[] };
  assert.ok(problems.length > examples.length / 2, `only ${problems.length} problems`);

  const editor = Editor.inMemory();
  await editor.start(pulling, [folder.uri]);
  for (const [i, { files }] of examples.entries()) {
    for (const [name, text] of Object.entries(files)) {
      const file = `example-${i}/${name}`;
      const uri = folder.uriOf(file);
      // Files in spec/ are of the languages that other extensions call them.
      const languageId = /\.(?:ya?ml|json)$/.test(name) ? 'code-env' : 'plaintext';
      await editor.open(uri, text, languageId);
      const report = await editor.pull(uri);
      const shown = report.kind === 'full' ? report.items : [];
      assert.deepEqual(
        shown.map(({ code, severity, message, range }) => ({ code, severity, message, range })),
        problems
          .filter(problem => problem.file === file)
          .map(({ rule, severity, message, range }) => ({
            code: rule,
            severity: severities[severity],
            message,
            range,
          })),
        file,
      );
      await editor.close(uri);
    }
  }
  await editor.stop();
  assert.deepEqual(editor.bugs, []);
});
