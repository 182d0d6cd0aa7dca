// Writes the tables of docs/language-server.md: what the server says that it can, and the tests that show it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor } from '../editor.ts';
import { complaints } from './complaints.ts';
import { type Feature, features } from './features.ts';
import { linkTo, testsBelow } from './test-titles.ts';

const page = join(import.meta.dirname, '../../../docs/language-server.md');

/** What the server answers an editor that can everything that changes its answer: the paths of all that it offers. */
async function offered(): Promise<readonly string[]> {
  const editor = Editor.inMemory();
  const { capabilities } = await editor.start(
    {
      textDocument: { diagnostic: { dynamicRegistration: true }, codeLens: {}, inlayHint: {} },
      workspace: {
        diagnostics: { refreshSupport: true },
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceFolders: true,
      },
    },
    [],
  );
  await editor.registration('workspace/didChangeWatchedFiles');
  await editor.stop();
  return [...leaves(capabilities, ''), ...editor.registered];
}

/** The paths to all that is not false in `value`; the items of a list are parts of its path. */
function leaves(value: unknown, path: string): readonly string[] {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (value === false || value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap(item => (typeof item === 'string' ? below(item) : leaves(item, path)));
  if (typeof value !== 'object') return [path];
  const found = Object.entries(value).flatMap(([key, inner]) => leaves(inner, below(key)));
  return found.length > 0 ? found : [path];
}

const isBelow = (leaf: string, path: string) => leaf === path || leaf.startsWith(`${path}.`);

/** Whether a capability, or the registration of a method, is one that `feature` stands for. A whole provider has other features in it. */
function covers({ capabilities = [] }: Feature, leaf: string): boolean {
  return capabilities.some(path => leaf === path || (path.includes('.') && isBelow(leaf, path)));
}

/** The row of a feature. Throws when what the server says, the tests and the reasons do not fit together. */
function rowOf(feature: Feature, leaves: readonly string[]): string {
  const { name, capabilities, test, meaningless } = feature;
  const tests = test ? testsBelow('server').filter(({ title }) => test.test(title)) : [];
  const isThere = capabilities
    ? capabilities.some(path => leaves.some(leaf => isBelow(leaf, path)))
    : tests.length > 0;
  if (isThere && meaningless) throw new Error(`${name} is there, but has a reason why it means nothing.`);
  if (isThere && tests.length === 0)
    throw new Error(`${name} is there, but no test in test/server shows it.`);
  const shown = isThere ? tests.map(linkTo).join('<br>') : (meaningless ?? '');
  return `| ${name} | ${isThere ? 'Y' : meaningless ? '–' : 'not yet'} | ${shown} |`;
}

function featureTable(leaves: readonly string[]): string {
  const unknown = leaves.filter(leaf => !features.some(feature => covers(feature, leaf)));
  if (unknown.length > 0)
    throw new Error(`No row of test/server/page/features.ts stands for ${unknown.join(', ')}.`);
  return `| of the protocol | | shown by, or why it means nothing here |
|---|---|---|
${features.map(feature => rowOf(feature, leaves)).join('\n')}`;
}

function complaintTable(): string {
  const all = [...testsBelow('server', true), ...testsBelow('', true)];
  const rows = complaints.map(({ number, complaint, answer, tests = [] }) => {
    const shown = tests.map(start => {
      const found = all.find(({ title }) => title.startsWith(start));
      if (!found) throw new Error(`Complaint ${number} names a test that is not there: ${start}`);
      return linkTo(found);
    });
    return `| ${number} | ${complaint} | ${answer} | ${shown.join('<br>')} |`;
  });
  return `| | said of others | here | shown by |
|---|---|---|---|
${rows.join('\n')}`;
}

const tables = { features: featureTable(await offered()), complaints: complaintTable() };
let text = readFileSync(page, 'utf8');
for (const [name, table] of Object.entries(tables)) {
  const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
  const [before, behind] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || behind < before) throw new Error(`docs/language-server.md has no place for ${name}.`);
  text = `${text.slice(0, before)}${begin}\n${table}\n${text.slice(behind)}`;
}
writeFileSync(page, text);
