import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import Ajv from 'ajv-draft-04';
import { githubLine } from '../../cli/print/github.ts';
import { makeFolder, runCli } from './run-cli.ts';
import { faulty, instance } from './samples.ts';

const files = { ...instance, 'bad/code-env.yaml': faulty };

interface Log {
  readonly runs: readonly [
    { readonly results: readonly { readonly ruleId: string; readonly message: { readonly text: string } }[] },
  ];
}

suite('formats of check', { concurrency: 3 }, () => {
  test('SARIF passes the official schema, and says the same as JSON', async () => {
    const folder = makeFolder(files);
    const log: Log = JSON.parse((await runCli(['check', '--format', 'sarif'], { folder })).stdout);
    const main = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
    const schema = JSON.parse(readFileSync(join(dirname(main), 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
    const ajv = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false });
    const validate = ajv.compile(schema);
    assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
    const json = JSON.parse((await runCli(['check', '--format', 'json'], { folder })).stdout);
    const results = log.runs[0].results.map(result => [result.ruleId, result.message.text]);
    assert.deepEqual(
      results,
      json.problems.map((problem: { rule: string; message: string }) => [problem.rule, problem.message]),
    );
    assert.equal(validate({ ...log, version: '1.0.0' }), false, 'the schema refuses what is wrong');
  });

  test('GitHub: an annotation for each problem', async () => {
    const { stdout, code } = await runCli(['check', '--format', 'github'], { folder: makeFolder(files) });
    assert.match(
      stdout,
      /^::error file=bad\/code-env\.yaml,line=4,endLine=4,col=22,endColumn=28,title=wrong-type::installCorePackages /m,
    );
    assert.equal(code, 1);
  });

  test('GitHub: what would end a command or a property is escaped', () => {
    const position = { line: 0, character: 0 };
    const line = githubLine({
      file: 'a,b:c',
      rule: 'x',
      severity: 'hint',
      message: '50%\nof it',
      range: { start: position, end: position },
    });
    assert.equal(line, '::notice file=a%2Cb%3Ac,line=1,endLine=1,col=1,endColumn=1,title=x::50%25%0Aof it');
  });
});

suite('levels of rules', { concurrency: 3 }, () => {
  test('the settings of the folder change a severity and turn a rule off', async () => {
    const settings =
      '{ // of the team\n "codeEnvs.rules": { "unknown-key": "off", "wrong-type": "hint", "x": 1 } }';
    const folder = makeFolder({ ...files, '.vscode/settings.json': settings });
    const { stdout } = await runCli(['check'], { folder });
    assert.doesNotMatch(stdout, /\[unknown-key\]/);
    assert.match(stdout, /: hint: .*\[wrong-type\]$/m);
    assert.match(stdout, /: error: .*\[container-config-exists\]$/m);
  });
});

suite('levels that change nothing', { concurrency: 3 }, () => {
  const settings = `{
  // of the team
  "codeEnvs.rules": {
    "unknown-keys": "off",
    "wrong-type": "warm",
    "container-config-exists": false,
    "nothing-like-it": "error",
    "empty-file": "hint",
  },
}
`;
  test('are told at their lines, with what was meant; they count as warnings', async () => {
    const folder = makeFolder({ ...instance, '.vscode/settings.json': settings });
    const { code, stdout, stderr } = await runCli(['check'], { folder });
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      '.vscode/settings.json:4:5: warning: "unknown-keys" is no rule, so that this changes nothing. Did you mean unknown-key? All of them: code-envs rules [rule-levels]',
      '.vscode/settings.json:5:19: warning: "warm" is no level, so that wrong-type keeps its own. Levels: error, warning, information, hint or off. [rule-levels]',
      '.vscode/settings.json:6:32: warning: false is no level, so that container-config-exists keeps its own. Levels: error, warning, information, hint or off. [rule-levels]',
      '.vscode/settings.json:7:5: warning: "nothing-like-it" is no rule, so that this changes nothing. All of them: code-envs rules [rule-levels]',
    ]);
    assert.deepEqual([code, stderr], [1, '5 files: 4 warnings\n']);
    const fixed = await runCli(['fix'], { folder });
    assert.deepEqual([fixed.code, fixed.stdout], [1, stdout]);
    const json = JSON.parse((await runCli(['check', '--format', 'json'], { folder })).stdout);
    assert.equal(json.problems.length, 4);
    const sarif = JSON.parse((await runCli(['check', '--format', 'sarif'], { folder })).stdout);
    assert.equal(sarif.runs[0].results[0].level, 'warning');
  });

  test('a list instead of a mapping is told; settings of others and broken ones are not', async () => {
    const told = async (text: string) =>
      (await runCli(['check'], { folder: makeFolder({ ...instance, '.vscode/settings.json': text }) }))
        .stdout;
    assert.match(
      await told('{ "codeEnvs.rules": ["unknown-key"] }'),
      /^\.vscode\/settings\.json:1:21: warning: codeEnvs\.rules is no mapping of rules to levels, /,
    );
    for (const text of [
      '',
      '[]',
      '{ "editor.fontSize": 12 }',
      '{ "codeEnvs.rules": {} ',
      '{ "codeEnvs.rules": ',
    ])
      assert.equal(await told(text), '', text);
  });
});

suite('fix --dry-run', () => {
  test('prints a diff and changes nothing', async () => {
    const folder = makeFolder(files);
    const { stdout, stderr, code } = await runCli(['fix', '--dry-run'], { folder });
    assert.match(stdout, /^--- a\/bad\/code-env\.yaml\n\+\+\+ b\/bad\/code-env\.yaml\n@@/m);
    assert.match(stdout, /^-installCorePackages: "true" .*\n\+installCorePackages: true /m);
    assert.match(stderr, /1 file would be fixed/);
    assert.equal(code, 1);
    assert.equal(readFileSync(join(folder, 'bad/code-env.yaml'), 'utf8'), faulty);
  });

  test('has the exit code of fix: what is left counts, what is repaired does not', async () => {
    const mended = faulty.replace('"true"', 'true');
    const harmless = mended.replace('[nowhere]', '[cpu]').replace('unheardOf: 1\n', '');
    const cases = {
      'repairs, and errors are left': faulty,
      'nothing to repair, and errors are left': mended,
      'repairs alone': harmless.replace('true ', '"true" '),
      'nothing at all': harmless,
    };
    for (const [name, text] of Object.entries(cases)) {
      const folder = makeFolder({ ...instance, 'bad/code-env.yaml': text });
      const dry = await runCli(['fix', '--dry-run'], { folder });
      const real = await runCli(['fix'], { folder });
      assert.equal(dry.code, real.code, name);
      assert.equal(/2 problems would be left/.test(dry.stderr), real.code === 1, dry.stderr);
    }
  });
});
