import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareRename, readFile, rename } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { changedLines, edited, instances, marked } from './navigation-instance.ts';

const configs = '/w/a/container-configs.yaml';
const churn = '/w/a/envs/churn/code-env.yaml';
const many = '/w/a/envs/many.code-env.yaml';
const workloads = '/w/a/workloads.yaml';

interface At {
  readonly path: string;
  readonly word: string;
  readonly nth?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly moves?: boolean;
}

function renamed({ path, word, nth = 1, files = instances, moves = true }: At, name: string) {
  const { file, offset, project } = atCursor(marked(path, word, nth, files), path, files);
  const answer = rename(file, offset, name, project, moves);
  if (!answer) return undefined;
  if ('refusal' in answer) return answer.refusal;
  return { lines: changedLines(answer.edits, files), move: answer.move, files: edited(answer.edits, files) };
}

function linesOf(at: At, name: string): readonly string[] {
  const answer = renamed(at, name);
  assert.ok(answer && typeof answer !== 'string', `refused: ${answer}`);
  assert.equal(answer.move, undefined);
  return answer.lines;
}

function prepared({ path, word, nth = 1, files = instances, moves = true }: At) {
  const { file, offset, project } = atCursor(marked(path, word, nth, files), path, files);
  const answer = prepareRename(file, offset, project, moves);
  if (!answer) return undefined;
  return 'refusal' in answer ? answer.refusal : file.source.text.slice(answer.span.start, answer.span.end);
}

suite('another name', () => {
  test('for a container configuration: in all files of the instance, each in its own quotes', () => {
    assert.deepEqual(linesOf({ path: churn, word: 'cpu' }, 'cpu-large'), [
      'a/envs/churn/code-env.yaml:3: containerConfs: [cpu-large, "plots"]',
      'a/container-configs.yaml:7: - name: cpu-large',
      'a/container-configs.yaml:11: defaultExecutionConfig: cpu-large',
      'a/envs/many.code-env.yaml:4: - cpu-large # the usual one',
      "a/envs/many.code-env.yaml:8: containerConfs: ['cpu-large', gpu]",
      'a/workloads.yaml:6: containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: "cpu-large" }',
    ]);
  });

  test('that needs quotes gets them', () => {
    for (const name of ['no', '3.10', "it's: #1", 'a, b', '"quoted"']) {
      const answer = renamed({ path: configs, word: 'cpu' }, name);
      assert.ok(answer && typeof answer !== 'string');
      const file = readFile(configs, 'container-configs', answer.files[configs]!);
      assert.deepEqual(file.source.problems, []);
      assert.equal(file.documents[0]?.configs?.executionConfigs[0]?.name?.value, name);
      const env = readFile(many, 'code-env', answer.files[many]!).documents[1]?.env;
      assert.equal(env?.containerConfs?.value[0]?.value, name);
    }
  });

  test('for a code env that names itself', () => {
    assert.deepEqual(linesOf({ path: workloads, word: 'second' }, 'zweite'), [
      'a/workloads.yaml:12: envName: zweite',
      "a/envs/many.code-env.yaml:6: envName: 'zweite'",
    ]);
  });

  test('for a code env that is called as its folder is: the folder gets it, and what names it follows', () => {
    const answer = renamed({ path: workloads, word: 'churn' }, 'leavers');
    assert.ok(answer && typeof answer !== 'string');
    assert.deepEqual(answer.move, { from: '/w/a/envs/churn', to: '/w/a/envs/leavers' });
    assert.deepEqual(
      answer.lines,
      [
        'a/workloads.yaml:5: envSelection: { envMode: EXPLICIT_ENV, envName: leavers }',
        'a/container-configs.yaml:13: defaultPythonEnv: leavers',
      ].sort(),
    );
    assert.match(
      String(renamed({ path: workloads, word: 'churn', moves: false }, 'leavers')),
      /because its folder is\. Give its definition an envName, or rename the folder\./,
    );
  });

  test('for a code env that is called as its file is', () => {
    const files = {
      '/w/container-configs.yaml': 'executionConfigs: []\ncodeEnvs: { defaultREnv: text }\n',
      '/w/text.code-env.yaml': 'envLang: R\n',
    };
    const answer = renamed({ path: '/w/container-configs.yaml', word: 'text', files }, 'words');
    assert.ok(answer && typeof answer !== 'string');
    assert.deepEqual(answer.move, { from: '/w/text.code-env.yaml', to: '/w/words.code-env.yaml' });
    assert.deepEqual(answer.lines, ['container-configs.yaml:2: codeEnvs: { defaultREnv: words }']);
  });

  test('not for the folder of the instance itself', () => {
    const files = {
      '/w/x/container-configs.yaml': 'executionConfigs: []\ncodeEnvs: { defaultREnv: x }\n',
      '/w/x/code-env.yaml': 'envLang: R\n',
    };
    assert.match(
      String(renamed({ path: '/w/x/container-configs.yaml', word: 'x }', files }, 'y')),
      /because its folder is/,
    );
  });

  test('for a base image: in Dockerfiles, too', () => {
    assert.deepEqual(linesOf({ path: configs, word: 'company/base:1' }, 'company/base:2'), [
      'a/container-configs.yaml:3: - tag: company/base:2',
      'a/container-configs.yaml:9: baseImage: company/base:2',
      'a/bases/plots/Dockerfile:1: FROM company/base:2',
      'a/bases/plots/Dockerfile:2: COPY --from=company/base:2 /a /a',
    ]);
  });

  test('for an image build configuration', () => {
    const path = '/w/container-configs.yaml';
    const files = {
      [path]: `buildConfigs: [{ name: "build" }]
executionConfigs: [{ name: cpu, imageBuildConfig: 'build' }]
sparkSettings: { executionConfigs: [{ name: spark, imageBuildConfig: build }] }
`,
    };
    assert.deepEqual(linesOf({ path, word: 'build"', files }, 'make'), [
      'container-configs.yaml:1: buildConfigs: [{ name: "make" }]',
      "container-configs.yaml:2: executionConfigs: [{ name: cpu, imageBuildConfig: 'make' }]",
      'container-configs.yaml:3: sparkSettings: { executionConfigs: [{ name: spark, imageBuildConfig: make }] }',
    ]);
  });

  test('for an anchor, with its aliases, in its document alone', () => {
    const path = '/w/code-env.yaml';
    const files = { [path]: 'a: &x { b: 1 }\nc: { <<: *x }\nd: [*x, "*x"]\n---\ne: &x 1\nf: *x\n' };
    const now = [
      'code-env.yaml:1: a: &y { b: 1 }',
      'code-env.yaml:2: c: { <<: *y }',
      'code-env.yaml:3: d: [*y, "*x"]',
    ];
    assert.deepEqual(linesOf({ path, word: '&x', files }, 'y'), now);
    assert.deepEqual(linesOf({ path, word: '*x', nth: 2, files }, 'y'), now);
  });

  test('where an alias stands for the name: at the anchor, or in the place of the alias', () => {
    const path = '/w/container-configs.yaml';
    const text = 'executionConfigs:\n  - name: &n cpu\ndefaultExecutionConfig: *n\n';
    const env = '/w/e/code-env.yaml';
    const files = { [path]: text, [env]: 'x: &c cpu\ncontainerConfs: [*c]\n' };
    assert.deepEqual(linesOf({ path, word: 'cpu', files }, 'gpu'), [
      'container-configs.yaml:2: - name: &n gpu',
      'e/code-env.yaml:2: containerConfs: [gpu]',
    ]);
  });

  test('is not given where an alias shows it for another purpose', () => {
    const path = '/w/container-configs.yaml';
    const files = { [path]: 'executionConfigs:\n  - name: &n cpu\n    usableBy: *n\n' };
    assert.match(
      String(renamed({ path, word: 'cpu', files }, 'gpu')),
      /^The alias \*n in line 3 of w\/container-configs\.yaml/,
    );
  });

  test('is offered without quotes and signs', () => {
    assert.equal(prepared({ path: churn, word: '"plots"' }), 'plots');
    assert.equal(prepared({ path: churn, word: 'cpu' }), 'cpu');
    assert.equal(prepared({ path: churn, word: 'envLang' }), undefined);
    assert.equal(prepared({ path: workloads, word: 'recipes' }), undefined);
    const files = { '/w/code-env.yaml': 'a: &x 1\n' };
    assert.equal(prepared({ path: '/w/code-env.yaml', word: '&x', files }), 'x');
  });
});

suite('a name that is refused', () => {
  const refusals: readonly [string, At, string, RegExp][] = [
    [
      'is taken',
      { path: churn, word: 'cpu' },
      'plots',
      /^Another container configuration is already called plots/,
    ],
    [
      'is taken by a folder',
      { path: workloads, word: 'second' },
      'churn',
      /^Another code env is already called churn/,
    ],
    [
      'is taken by another image',
      { path: configs, word: 'company/base:1' },
      'company/plots:1',
      /^Another base image/,
    ],
    ['is empty', { path: churn, word: 'cpu' }, ' ', /^The new name is empty/],
    ['has blanks around it', { path: churn, word: 'cpu' }, 'cpu ', /blanks around it/],
    [
      'has line breaks',
      { path: churn, word: 'cpu' },
      'a\nb',
      /blanks around it or characters that nobody sees/,
    ],
    ['is no image', { path: configs, word: 'company/base:1' }, 'Company Base', /not the name of an image/],
    ['is no folder', { path: workloads, word: 'churn' }, 'a/b', /cannot be the name of a file/],
    [
      'is defined nowhere',
      { path: many, word: 'gpu' },
      'tpu',
      /^No container configuration is called gpu here/,
    ],
  ];
  for (const [what, at, name, sentence] of refusals)
    test(`because it ${what}`, () => assert.match(String(renamed(at, name)), sentence));

  test('because there is such a folder', () => {
    const files = { ...instances, '/w/a/envs/other/notes.txt': '' };
    assert.match(
      String(renamed({ path: workloads, word: 'churn', files }, 'other')),
      /^other is in envs already/,
    );
  });

  test('because a file of the instance cannot be read', () => {
    const files = {
      ...instances,
      '/w/a/envs/broken/code-env.yaml': 'envLang: PYTHON\ncontainerConfs: [cpu\n',
    };
    const sentence = /^There is a mistake in line 2 of broken\/code-env\.yaml\. Correct it first/;
    assert.match(String(renamed({ path: churn, word: 'cpu', files }, 'gpu')), sentence);
    assert.match(String(prepared({ path: churn, word: 'cpu', files })), sentence);
    assert.equal(prepared({ path: '/w/b/envs/churn/code-env.yaml', word: 'cpu', files }), 'cpu');
  });

  test('for an anchor', () => {
    const path = '/w/code-env.yaml';
    const files = { [path]: 'a: &x 1\nb: &y 2\nc: *nobody\n---\nd: &z 1\n' };
    assert.match(String(renamed({ path, word: '&x', files }, 'y')), /^Another anchor/);
    assert.match(String(renamed({ path, word: '&x', files }, 'a b')), /cannot be the name of an anchor/);
    assert.match(String(renamed({ path, word: '*nobody', files }, 'y2')), /^No anchor is called nobody/);
    assert.deepEqual(linesOf({ path, word: '&x', files }, 'z'), ['code-env.yaml:1: a: &z 1']);
  });
});
