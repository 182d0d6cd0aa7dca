import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, check, Project, type Refactoring, refactorings } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { memoryTree } from './memory-tree.ts';

const instance =
  'dssVersion: 14.3.2\ninstallId: x\nexecutionConfigs:\n  - { name: cpu, type: DOCKER, usableBy: ALL }\n  - { name: "a b", type: DOCKER, usableBy: ALL }\n';
const env = `# Mine.
envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
installCorePackages: true
`;
const path = '/w/churn/code-env.yaml';

/** The refactorings at the cursor `|`, and the files after one of them. */
function at(marked: string, files: Record<string, string> = {}, where = path) {
  const around: Record<string, string> = { '/w/container-configs.yaml': instance, ...files };
  const { file, offset, project } = atCursor(marked, where, around);
  const offered = refactorings(file, { start: offset, end: offset }, project);
  return { titles: offered.map(({ title }) => title), after: (title: string) => apply(title) };

  /** Every file that there is then; none has a problem that it had not before. */
  function apply(title: string): Record<string, string> {
    const { edits, create, remove } = (offered.find(one => one.title === title) as Refactoring).changes();
    const before = { ...around, [where]: file.source.text };
    const after = { ...before, ...(create && { [create.path]: create.text }) };
    for (const path of new Set(edits.map(({ path }) => path)))
      after[path] = applyEdits(
        before[path] ?? '',
        edits.filter(edit => edit.path === path),
      );
    if (remove) delete after[remove];
    assert.deepEqual(
      problemsOf(after).filter(problem => !problemsOf(before).includes(problem)),
      [],
    );
    return after;
  }
}

function problemsOf(files: Record<string, string>): readonly string[] {
  const project = new Project(memoryTree(files));
  return Object.keys(files).flatMap(path => {
    const file = project.file(path);
    return file ? check(file, project).map(({ rule, message }) => `${rule}: ${message}`) : [];
  });
}

const toFile = 'Move the packages to spec/requirements.txt';
const toDefinition = 'Move the packages into code-env.yaml';
const named = 'Name the container configurations';
const all = 'Select all container configurations';

suite('refactorings', () => {
  test('a list of packages into its file, and back', () => {
    const list = '# The best.\nnumpy==1.26.4\n\npandas>=2.2 ; python_version >= "3.9"\n';
    const block = list.replace(/^(?=.)/gm, '  ');
    const before = `${env}specPackageList: |\n${block}containerConfs: [cpu]\n`;
    const moved = at(before.replace('spec', 'spe|c')).after(toFile);
    assert.equal(moved['/w/churn/spec/requirements.txt'], list);
    assert.equal(moved[path], `${env}containerConfs: [cpu]\n`);
    const back = at(`|${list}`, moved, '/w/churn/spec/requirements.txt').after(toDefinition);
    assert.deepEqual(Object.keys(back), ['/w/container-configs.yaml', path]);
    assert.equal(back[path], `${env}containerConfs: [cpu]\nspecPackageList: |\n${block}`);
  });

  test('in quotes, in JSON, with Windows line ends, and of R', () => {
    const quoted = at(`${env}spec|PackageList: "a==1\\nb==2"\ncontainerConfs: [cpu]\n`).after(toFile);
    assert.equal(quoted['/w/churn/spec/requirements.txt'], 'a==1\nb==2\n');
    const json = '/w/p/code-env/python/desc.json';
    const text =
      '{\n  "acceptedPythonInterpreters": ["PYTHON311"],\n  "installCorePackages": true,\n  "forceConda": false\n}\n';
    const spec = '/w/p/code-env/python/spec/requirements.txt';
    const inJson = at('|a==1\n', { [json]: text }, spec).after('Move the packages into desc.json')[json];
    assert.equal(JSON.parse(inJson ?? '').specPackageList, 'a==1\n');
    const windows = env.replaceAll('\n', '\r\n');
    const file = '/w/churn/spec/requirements.txt';
    const crlf = at('|a==1\r\nb==2\r\n', { [path]: windows }, file).after(toDefinition)[path];
    assert.equal(crlf, `${windows}specPackageList: |\r\n  a==1\r\n  b==2\r\n`);
    const r = 'envLang: R\ndeploymentMode: DESIGN_MANAGED\n';
    assert.deepEqual(at(`${r}spec|PackageList: |\n  "dplyr",\n`).titles, [
      'Move the packages to spec/rPackages.txt',
    ]);
  });

  test('not where the file is there, is shared, or the list has an anchor', () => {
    const text = `${env}specPackage|List: a==1\n`;
    assert.deepEqual(at(text).titles, [toFile]);
    assert.deepEqual(at(text, { '/w/churn/spec/requirements.txt': '' }).titles, []);
    assert.deepEqual(at(text, { '/w/churn/other.code-env.yaml': env }).titles, []);
    assert.deepEqual(at(text.replace('a==1', '&x a==1')).titles, []);
    assert.deepEqual(at(`---\n${text}---\n${env}`).titles, []);
    assert.deepEqual(at(`${text}broken: [\n`).titles, []);
    const file = '/w/churn/spec/requirements.txt';
    assert.deepEqual(at('|a==1\n', { [path]: `${env}specPackageList: b==1\n` }, file).titles, []);
  });

  test('all container configurations as the named list, and back', () => {
    const before = `${env}allContainerConfs: true # all\n`;
    const listed = `${env}allContainerConfs: false # all\ncontainerConfs: [cpu, "a b"]\n`;
    assert.equal(at(before.replace('Container', 'Con|tainer')).after(named)[path], listed);
    assert.equal(at(listed.replace('cpu', 'c|pu')).after(all)[path], before);
    const block = `${env}containerConfs:\n  - "a b"\n  - c|pu\n`;
    assert.equal(at(block).after(all)[path], `${env}allContainerConfs: true\n`);
    const flow = '{ envLang: R, deploymentMode: DESIGN_MANAGED, allContainerConfs: tr|ue }\n';
    assert.equal(
      at(flow).after(named)[path],
      '{ envLang: R, deploymentMode: DESIGN_MANAGED, allContainerConfs: false, containerConfs: [cpu, "a b"] }\n',
    );
    assert.deepEqual(at(`${env}containerConfs: [c|pu]\n`).titles, []);
    assert.deepEqual(at(`${env}|allContainerConfs: true\n`, { '/w/container-configs.yaml': '' }).titles, []);
  });

  test('an anchor for a value that stands again', () => {
    const configs = '/w/container-configs.yaml';
    const title = (name: string) => `Name this value &${name}, and write *${name} where it stands again`;
    const text = `dssVersion: 14.3.2
installId: x
executionConfigs:
  - name: cpu
    type: DOCKER
    usableBy: ALLOWED
    allowedGroups:
      - data
      - science
    baseImage: "company/|base:1"
  - name: gpu
    type: DOCKER
    usableBy: ALLOWED
    allowedGroups: [data, science] # ours
    baseImage: company/base:1
`;
    const images = at(text, {}, configs).after(title('baseImage'))[configs];
    assert.equal(
      images,
      text
        .replace('"company/|base', '&baseImage "company/base')
        .replace('baseImage: company/base:1', 'baseImage: *baseImage'),
    );
    const groups = at(text.replace('|', '').replace('[data', '[|data'), {}, configs).after(
      title('allowedGroups'),
    )[configs];
    assert.equal(
      groups,
      text
        .replace('|', '')
        .replace('allowedGroups:\n', 'allowedGroups: &allowedGroups\n')
        .replace('[data, science] # ours', '*allowedGroups # ours'),
    );
    assert.deepEqual(at(text.replace('|', '').replace('DOCKER', 'DOC|KER'), {}, configs).titles, []);
    const taken = text.replace('installId: x', 'installId: &baseImage x');
    assert.deepEqual(at(taken, {}, configs).titles, [title('baseImage2')]);
  });
});
