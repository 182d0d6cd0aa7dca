import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check, Project, silencingComment } from '../../../core/index.ts';
import { readCondaLines } from '../../../core/requirements/conda-lines.ts';
import { linesOfFile } from '../../../core/requirements/list-text.ts';
import { readRLines } from '../../../core/requirements/r-lines.ts';
import { applyEdits } from '../../../core/text.ts';
import { memoryTree } from '../memory-tree.ts';

const head = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n';

/** The problems of one of the files, with what stands at their places. */
function problemsOf(files: Readonly<Record<string, string>>, path: string) {
  const project = new Project(
    memoryTree(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]))),
  );
  const file = project.file(`/w/${path}`);
  if (!file) return undefined;
  return check(file, project).map(
    ({ rule, span }) => `${rule}: ${file.source.text.slice(span.start, span.end)}`,
  );
}

const inline = (text: string) => problemsOf({ 'code-env.yaml': head + text }, 'code-env.yaml');

suite('a list in a definition', () => {
  test('of each YAML style', () => {
    assert.deepEqual(inline('specPackageList: |\n  a==1\n\n  # c\n  b=2\n'), ['requirement-syntax: =']);
    assert.deepEqual(inline('specPackageList: |2-\n    a=1\n  b==2\n'), ['requirement-syntax: =']);
    assert.deepEqual(inline('specPackageList: |+\n  b==2\n  a==x\n\n\n'), ['requirement-version: x']);
    assert.deepEqual(inline('specPackageList: a==x\n'), ['requirement-version: x']);
    assert.deepEqual(inline("specPackageList: 'a==x'\n"), ['requirement-version: x']);
    assert.deepEqual(inline('specPackageList: "a==1\\nb==x\\n"\n'), [
      'requirement-version: "a==1\\nb==x\\n"',
    ]);
    assert.deepEqual(inline('specPackageList: >\n  a==1\n\n  b==x\n'), [
      'requirement-version: >\n  a==1\n\n  b==x\n',
    ]);
    assert.deepEqual(
      inline((head + 'specPackageList: |\n  a==1\n  b==x\n').slice(head.length).replaceAll('\n', '\r\n')),
      ['requirement-version: x'],
    );
  });

  test('in JSON', () => {
    const path = 'code-envs/python/churn/desc.json';
    const text = '{\n  "deploymentMode": "DESIGN_NON_MANAGED",\n  "specPackageList": "a==1\\nb==x"\n}\n';
    assert.deepEqual(problemsOf({ [path]: text }, path), ['requirement-version: "a==1\\nb==x"']);
  });

  test('in `desc`, as the public API has it', () => {
    assert.deepEqual(inline('specCondaEnvironment: |\n  - numpy\nmandatoryPackageList: |\n  a=1\n'), [
      'conda-package-line: - numpy',
      'requirement-syntax: =',
    ]);
  });
});

suite('a list beside a definition', () => {
  const spec = {
    'churn/code-env.yaml': head,
    'churn/spec/requirements.txt': 'a=1\n',
    'churn/spec/environment.spec': '--x\n',
  };
  test('has its problems in its own file', () => {
    assert.deepEqual(problemsOf(spec, 'churn/spec/requirements.txt'), ['requirement-syntax: =']);
    assert.deepEqual(problemsOf(spec, 'churn/spec/environment.spec'), ['conda-package-line: --x']);
    assert.deepEqual(problemsOf(spec, 'churn/code-env.yaml'), []);
  });

  test('is read for the language of the code env', () => {
    const files = {
      'f/code-env.yaml': head.replace('PYTHON', 'R'),
      'f/spec/requirements.txt': 'a=1\n',
      'f/spec/rPackages.txt': 'a=1\n',
    };
    assert.deepEqual(problemsOf(files, 'f/spec/requirements.txt'), []);
    assert.deepEqual(problemsOf(files, 'f/spec/rPackages.txt'), ['r-package-line: a=1']);
  });

  test('belongs to every definition in the folder, and says a thing once', () => {
    const files = {
      'envs/one.code-env.yaml': head,
      'envs/two.code-env.yml': head,
      'envs/spec/requirements.txt': './lib\n',
    };
    assert.deepEqual(problemsOf(files, 'envs/spec/requirements.txt'), [
      'containers-refuse-local-packages: ./lib',
    ]);
  });

  test('is none without a definition above spec/', () => {
    const text = { 'app/spec/requirements.txt': 'a=1\n', 'requirements.txt': 'a=1\n', 'code-env.yaml': head };
    assert.equal(problemsOf(text, 'app/spec/requirements.txt'), undefined);
    assert.equal(problemsOf(text, 'requirements.txt'), undefined);
    assert.equal(problemsOf({ 'app/desc.json': '{}', ...text }, 'app/spec/requirements.txt'), undefined);
    assert.deepEqual(
      problemsOf(
        { 'p/code-env/python/desc.json': '{}', 'p/code-env/python/spec/requirements.txt': 'a=1' },
        'p/code-env/python/spec/requirements.txt',
      ),
      ['requirement-syntax: ='],
    );
  });

  test('may be empty', () => {
    assert.deepEqual(
      problemsOf({ ...spec, 'churn/spec/requirements.txt': '' }, 'churn/spec/requirements.txt'),
      [],
    );
  });
});

suite('silences', () => {
  const silence = '# code-env-ignore package-not-pinned: always the newest';
  test('in a spec file', () => {
    const text = `${silence}\nnumpy\nscipy\n${silence}\ntqdm==4.66\n`;
    assert.deepEqual(
      problemsOf({ 'c/code-env.yaml': head, 'c/spec/requirements.txt': text }, 'c/spec/requirements.txt'),
      ['package-not-pinned: scipy', `unused-silence: ${silence}`],
    );
  });
  test('in a definition', () => {
    assert.deepEqual(inline(`specPackageList: |\n  ${silence}\n  numpy\n  scipy\n`), [
      'package-not-pinned: scipy',
    ]);
  });

  for (const [path, text] of [
    ['/w/code-env.yaml', `${head}specPackageList: |\n  a==1\n  numpy\n  # c\n`],
    ['/w/spec/requirements.txt', 'a==1\nnumpy\n'],
  ] as const) {
    test(`are offered in ${path}`, () => {
      const files = { '/w/code-env.yaml': head, [path]: text };
      const project = new Project(memoryTree(files));
      const file = project.file(path);
      const problem = file && check(file, project)[0];
      const comment = file && problem && silencingComment(file, problem);
      assert.ok(comment);
      const { edit, reasonAt } = comment;
      const reason = { ...edit, text: `${edit.text.slice(0, reasonAt)}newest${edit.text.slice(reasonAt)}` };
      const after = new Project(memoryTree({ ...files, [path]: applyEdits(text, [reason]) }));
      const silenced = after.file(path);
      assert.deepEqual(silenced && check(silenced, after), []);
    });
  }
});

suite('R', () => {
  const read = (text: string) =>
    readRLines(linesOfFile(text)).map(({ name, specifiers, problems }) => [
      name?.text,
      specifiers[0]?.version.text,
      problems.length,
    ]);
  test('lines that are right', () => {
    const text = '"dplyr",\n"RJSONIO","1.3"\n  "R.utils" , "2.10-1" ,\n"xts"\n\n# c\n';
    assert.deepEqual(read(text), [
      ['dplyr', undefined, 0],
      ['RJSONIO', '1.3', 0],
      ['R.utils', '2.10-1', 0],
      ['xts', undefined, 0],
    ]);
  });
  test('lines that are wrong', () => {
    for (const line of [
      'dplyr==1.0',
      'dplyr>=1.0,<2',
      '"data_table",',
      '"dplyr","x"',
      '"dplyr" "1.0"',
      '"a","1","2"',
      'library(dplyr)',
      '"",',
    ])
      assert.equal(read(line)[0]?.[2], 1, line);
  });
  test('places', () => {
    const text = '"xts",\n  "dplyr","==1.0"\n';
    const spans = readRLines(linesOfFile(text)).flatMap(({ name, specifiers }) => [
      name?.span,
      ...specifiers.map(({ span }) => span),
    ]);
    assert.deepEqual(
      spans.map(span => text.slice(span?.start, span?.end)),
      ['xts', 'dplyr', '==1.0'],
    );
  });
});

suite('Conda', () => {
  test('match specs are not doubted', () => {
    const specs = [
      'numpy',
      'numpy=1.26',
      'numpy==1.26.4',
      'numpy 1.26.*',
      'numpy >=1.26,<2',
      'numpy=1.26.4=py311h64a7726_0',
      'numpy 1.26.4 py311h64a7726_0',
      'conda-forge::numpy',
      'conda-forge/linux-64::numpy>=1.8',
      'numpy[version=">=1.8,<2"]',
      "numpy[version='1.8|1.9',build='*_0']",
      'python-dateutil',
      '_libgcc_mutex',
      'r-base=4.3',
      'numpy ~=1.26',
      'numpy 1.8|1.9',
      'numpy>1.8,<2|==1.7',
      'pytorch=*=*cuda*',
      'https://repo.example.com/linux-64/numpy-1.26.4.conda',
    ];
    const doubted = readCondaLines(linesOfFile(specs.join('\n'))).filter(line => line.problems.length > 0);
    assert.deepEqual(doubted, []);
  });
  test('names', () => {
    const names = readCondaLines(
      linesOfFile('conda-forge::numpy>=1 # c\n  Scipy[version=1]\nconda-forge/linux-64::a.b_c-d=1\n'),
    );
    assert.deepEqual(
      names.map(({ name }) => name?.text),
      ['numpy', 'Scipy', 'a.b_c-d'],
    );
  });
  test('what Conda has no words for', () => {
    for (const line of [
      'dependencies:',
      '- numpy',
      '--channel conda-forge',
      '"dplyr",',
      'a; python_version < "3"',
      'a @ https://e.com/a.zip',
      'git+https://e.com/a.git',
    ])
      assert.equal(readCondaLines(linesOfFile(line))[0]?.problems.length, 1, line);
  });
});
