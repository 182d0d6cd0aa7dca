import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import common from 'vscode-tmgrammar-test/dist/common/index.js';
import unit from 'vscode-tmgrammar-test/dist/unit/index.js';

const here = import.meta.dirname;
const syntaxes = join(here, '../../syntaxes');
const fixtures = readdirSync(here).filter(name => name.endsWith('.yaml'));

/** The grammars, ours and the stand-ins for VS Code's, each text changed as asked. */
function grammars(change = (text: string) => text) {
  const files = [syntaxes, here].flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.tmLanguage.json'))
      .map(name => join(folder, name)),
  );
  return common.createRegistryFromGrammars(
    files.map(path => ({
      grammar: { path, scopeName: '' },
      content: change(readFileSync(path, 'utf8')),
    })),
  );
}

/** What a fixture asserts and does not get, one sentence an assertion. */
async function failures(fixture: string, registry = grammars()) {
  const testCase = unit.parseGrammarTestCase(readFileSync(join(here, fixture), 'utf8'));
  const failed = await unit.runGrammarTestCase(registry, testCase);
  return failed.map(({ line, srcLine, start, end, missing, unexpected, actual }) =>
    [
      `${fixture}:${line + 1} on ${JSON.stringify(testCase.source[srcLine]?.slice(start, end))}:`,
      ...missing.map(scope => `missing ${scope}`),
      ...unexpected.map(scope => `unexpected ${scope}`),
      `(it has ${actual.join(' ')})`,
    ].join(' '),
  );
}

suite('The grammar', () => {
  for (const fixture of fixtures) {
    test(fixture, async () => assert.deepEqual(await failures(fixture), []));
  }

  /** A part of the grammar, spoiled, and the fixture that must notice. */
  const spoiled: [fixture: string, part: string, instead: string][] = [
    ['yaml.yaml', 'constant.language.boolean', 'x'],
    ['block-scalars.yaml', String.raw`"^(?=\\1\\3\\3\\4\\6\\6\\7 |\\s*$)"`, '"^"'],
    ['packages.yaml', 'entity.name.type.package', 'x'],
    ['embedded.yaml', 'dockerfileAtEnd', 'dockerfileAtTheEnd'],
    ['silences.yaml', 'keyword.control.silence', 'x'],
    ['json.yaml', 'enummember', 'x'],
  ];
  for (const [fixture, part, instead] of spoiled) {
    test(`${fixture} notices when ${part} is spoiled`, async () => {
      let spoils = 0;
      const registry = grammars(text =>
        text.replaceAll(part, () => {
          spoils++;
          return instead;
        }),
      );
      assert.ok(spoils > 0, `${part} is in no grammar`);
      assert.notDeepEqual(await failures(fixture, registry), []);
    });
  }
});
