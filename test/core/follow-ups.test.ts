// A file with a mistake has no follow-ups in others: what cannot be read says nothing against them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { check, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { textsOnDisk } from './texts-on-disk.ts';

type Files = Readonly<Record<string, string>>;

/** The problems of each file but one, as `file: message [rule]`. */
function problemsBeside(broken: string | undefined, files: Files): readonly string[] {
  const project = new Project(memoryTree(files));
  return Object.keys(files)
    .filter(path => path !== broken && project.kindOf(path))
    .flatMap(path => {
      const file = project.file(path);
      return (file ? check(file, project) : []).map(({ rule, message }) => `${path}: ${message} [${rule}]`);
    });
}

const examples = join(import.meta.dirname, '../../examples');
const instance: Files = {
  ...Object.fromEntries(
    textsOnDisk(/\.(?:yaml|txt|py|R)$|Dockerfile$/)
      .filter(([path]) => path.startsWith(`${examples}/`))
      .map(([path, text]) => [`/w${path.slice(examples.length)}`, text]),
  ),
  // What rules say of these depends on the version of DSS.
  '/w/plugins/code-env/python/desc.json': '{ "acceptedPythonInterpreters": ["PYTHON311"] }\n',
  '/w/envs/old/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON36
corePackagesSet: PANDAS10
containerConfs: [cpu]
dockerfileAtEnd: RUN apt-get update
`,
};
const faulty: Files = {
  ...instance,
  '/w/envs/bad/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [nowhere]\n',
};
const whole = problemsBeside(undefined, instance);

suite('no follow-ups', () => {
  for (const path of Object.keys(instance).filter(path => path.endsWith('.yaml'))) {
    test(`${path} breaks off, or holds what is no YAML, at any of its lines`, () => {
      const lines = (instance[path] ?? '').split('\n');
      for (let i = 0; i < lines.length; i++) {
        const [before, after] = [lines.slice(0, i).join('\n'), lines.slice(i).join('\n')];
        for (const text of [
          `${before}\nbroken: [\n`,
          `${before}\n  : ]} !!\n${after}`,
          `${before}\n"\n${after}`,
        ]) {
          const project = new Project(memoryTree({ ...instance, [path]: text }));
          if (project.file(path)?.source.problems.length === 0) continue;
          const told = problemsBeside(path, { ...instance, [path]: text });
          assert.deepEqual(
            told.filter(problem => !whole.includes(problem)),
            [],
            text,
          );
        }
      }
    });
  }

  test('what is wrong with the others by themselves is told', () => {
    const unknown = (files: Files) => problemsBeside(undefined, files).filter(text => /nowhere/.test(text));
    assert.equal(unknown(faulty).length, 1);
    assert.deepEqual(unknown({ ...faulty, '/w/container-configs.yaml': 'executionConfigs: [\n' }), []);
    const wrong = { ...faulty, '/w/envs/bad/code-env.yaml': 'envLang: COBOL\n' };
    const broken = { ...wrong, '/w/container-configs.yaml': '- no instance\n' };
    assert.ok(problemsBeside(undefined, broken).some(text => /COBOL/.test(text)));
  });

  for (const text of [
    'executionConfigs: cpu',
    'executionConfigs:\n  cpu: { type: DOCKER }',
    'executionConfigs:\n  - cpu',
    'executionConfigs:\n  - { name: [cpu], type: DOCKER }',
  ])
    test(`an instance that has something else where its configurations belong: ${text}`, () => {
      const path = '/w/container-configs.yaml';
      const told = problemsBeside(path, { ...instance, [path]: `dssVersion: 14.3.2\n${text}\n` });
      assert.deepEqual(
        told.filter(problem => !whole.includes(problem)),
        [],
      );
    });

  test('the instance above does not stand in for one that cannot be read', () => {
    const inner = {
      ...instance,
      '/w/sub/container-configs.yaml': '- no instance\n',
      '/w/sub/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [inner]\n',
    };
    assert.deepEqual(
      problemsBeside('/w/sub/container-configs.yaml', inner).filter(problem => !whole.includes(problem)),
      [],
    );
  });
});
