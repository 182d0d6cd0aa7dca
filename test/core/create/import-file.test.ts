import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Imported, importFile, newDefinition, usualChoices } from '../../../core/index.ts';

function imported(path: string, text: string): Imported {
  const found = importFile(path, text);
  assert.ok(!('problem' in found), JSON.stringify(found));
  return found;
}
const problemOf = (path: string, text: string) => {
  const found = importFile(path, text);
  return 'problem' in found ? found.problem : undefined;
};
/** The beginnings of what is said, up to the colon. */
const left = (found: Imported) => found.left.map(note => note.split(': ')[0]);

suite('requirements.txt', () => {
  const path = '/w/churn model/requirements.txt';
  test('keeps its lines, comments and hashes included', () => {
    const { packages } = imported(
      path,
      '\uFEFF# all\r\nnumpy==1.26.4\r\n\r\nfoo==2 \\\r\n  --hash=sha256:ab\r\n',
    );
    assert.deepEqual(packages.join('\n').trim().split('\n'), [
      '# all',
      'numpy==1.26.4',
      '',
      'foo==2 \\',
      '  --hash=sha256:ab',
    ]);
  });
  test('has its name from the folder', () => assert.equal(imported(path, '').name, 'churn-model'));
  test('leaves files on the disk, and says so', () => {
    const found = imported(path, '-r base.txt\n-c pins.txt\n-e .\n./wheels/a.whl\nb @ file:///b\nc==1\n');
    assert.deepEqual(found.packages.filter(Boolean), ['c==1']);
    assert.deepEqual(left(found), ['-r base.txt', '-c pins.txt', '-e .', './wheels/a.whl', 'b @ file:///b']);
  });
});

suite('environment.yml', () => {
  const path = '/w/environment.yml';
  test('makes a code env of Conda where Conda installs something', () => {
    const found = imported(
      path,
      `name: my_env
channels: [conda-forge, defaults]
dependencies:
  - python=3.12.1
  - numpy=1.26
  - pip
  - pip:
      - foo==1
      - -r x.txt
variables: { A: b }
`,
    );
    assert.equal(found.name, 'my-env');
    assert.equal(found.interpreter, 'PYTHON312');
    assert.deepEqual(found.condaPackages, ['numpy=1.26']);
    assert.deepEqual(found.packages.filter(Boolean), ['foo==1']);
    assert.deepEqual(left(found), ['-r x.txt', 'channels conda-forge', 'variables']);
    assert.match(newDefinition(usualChoices('PYTHON'), 'DESIGN', found), /^conda: true$/m);
  });
  test('makes one of pip where it does not', () => {
    const found = imported(path, 'dependencies:\n  - python>=3.9,<3.11\n  - pip\n  - pip: [a==1]\n');
    assert.deepEqual(found.condaPackages, []);
    assert.equal(found.interpreter, 'PYTHON310');
    assert.doesNotMatch(newDefinition(usualChoices('PYTHON'), 'DESIGN', found), /conda/i);
  });
  test('may be one of R', () => {
    const found = imported(path, 'dependencies: [r-base=4.3, r-dplyr]\n');
    assert.equal(found.lang, 'R');
    assert.deepEqual(found.condaPackages, ['r-base=4.3', 'r-dplyr']);
  });
  test('says which Python there is not', () => {
    assert.deepEqual(left(imported(path, 'dependencies: [python=3.6]\n')), ['python=3.6']);
  });
  test('without dependencies is refused', () => {
    for (const text of ['', '[', 'name: a\n', 'dependencies: 1\n'])
      assert.match(problemOf(path, text) ?? '', /no list of dependencies/);
  });
});

suite('pyproject.toml', () => {
  const path = '/w/pyproject.toml';
  test("of the standard's words", () => {
    const found = imported(
      path,
      `[project]
name = "Churn.Model"
requires-python = ">=3.12.2"
dependencies = ["numpy>=1.26", 'foo[bar]==2; python_version < "3.13"']
[project.optional-dependencies]
gpu = ["torch"]
[dependency-groups]
dev = ["pytest"]
[[tool.uv.index]]
url = "https://example.com"
`,
    );
    assert.equal(found.name, 'Churn-Model');
    assert.equal(found.interpreter, 'PYTHON313');
    assert.deepEqual(found.packages, ['numpy>=1.26', 'foo[bar]==2; python_version < "3.13"']);
    assert.deepEqual(left(found), ['gpu, dev', 'indexes']);
  });
  test("of Poetry's", () => {
    const found = imported(
      path,
      `[tool.poetry]
name = "x"
[tool.poetry.dependencies]
python = "^3.9,<3.11"
a = "^1.2.3"
b = "^0.2.3"
c = "~1.2"
d = "~1"
e = "1.5"
f = "*"
g = ">=1, !=1.5"
h = { version = "^0.0.3", extras = ["x", "y"], markers = "sys_platform == 'linux'" }
i = { git = "https://example.com/i.git" }
j = { version = "1", optional = true }
k = "^1.0 || ^2.0"
`,
    );
    assert.equal(found.interpreter, 'PYTHON310');
    assert.deepEqual(found.packages, [
      'a>=1.2.3,<2',
      'b>=0.2.3,<0.3',
      'c>=1.2,<1.3',
      'd>=1,<2',
      'e==1.5',
      'f',
      'g>=1,!=1.5',
      "h[x,y]>=0.0.3,<0.0.4 ; sys_platform == 'linux'",
    ]);
    assert.deepEqual(left(found), ['i', 'j', 'k']);
  });
  test('that is none is refused', () => {
    assert.match(problemOf(path, 'a = [') ?? '', /^It is no TOML: [^\n]+$/);
    assert.match(problemOf(path, '[tool.ruff]\n') ?? '', /neither \[project\]/);
  });
});

suite('renv.lock', () => {
  const path = '/w/renv.lock';
  test('has its packages with the versions as the least', () => {
    const lock = {
      R: { Version: '4.3.1', Repositories: [{ Name: 'CRAN', URL: 'https://cran.example.com' }] },
      Packages: {
        dplyr: { Package: 'dplyr', Version: '1.1.4', Source: 'Repository' },
        mine: { Package: 'mine', Version: '0.1', Source: 'GitHub' },
        renv: { Package: 'renv', Version: '1.0.3', Source: 'Repository' },
      },
    };
    const found = imported(path, JSON.stringify(lock));
    assert.equal(found.lang, 'R');
    assert.deepEqual(found.packages, ['"dplyr","1.1.4"']);
    assert.deepEqual(left(found)[0], 'mine');
    assert.match(found.left.join('\n'), /versions are the least/);
  });
  test('that is none is refused', () => {
    for (const text of ['', '[]', '{"Packages": []}', '{'])
      assert.match(problemOf(path, text) ?? '', /no lock file of renv/);
  });
});

test('other files are refused', () => assert.match(problemOf('/w/setup.py', '') ?? '', /none of them/));

test('what is not taken over is said without passwords', () => {
  const found = imported('/w/requirements.txt', '-r https://me:secret@example.com/base.txt\n');
  const text = newDefinition(usualChoices('PYTHON'), 'DESIGN', found);
  assert.match(text, /# - -r https:\/\/…@example\.com\/base\.txt: /);
  assert.doesNotMatch(text, /secret/);
});
