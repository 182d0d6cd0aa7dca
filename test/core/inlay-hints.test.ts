import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { inlayHints } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

const configs = '/w/container-configs.yaml';
const instance = `dssVersion: 14.3.2
installId: Example
executionConfigs:
  - name: cpu
    baseImage: company/base:1
  - name: plots
defaultExecutionConfig: plots
codeEnvs: { defaultPythonEnv: churn }
`;

/** Each hint as it is shown, at its place: `value «label»`; and what is said about it. */
function hints(text: string, path = '/w/churn/code-env.yaml', files: Record<string, string> = {}) {
  const around = { [configs]: instance, ...files };
  const { file, project } = atCursor(`|${text}`, path, around);
  return inlayHints(file, { start: 0, end: text.length }, project).map(({ offset, label, explain }) => ({
    shown: `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim()} «${label}»`,
    about: explain(),
  }));
}

suite('what values stand for', () => {
  test('all container configurations, with their base images', () => {
    const [{ shown, about } = { shown: '', about: '' }, ...others] = hints(
      'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true # all\n',
    );
    assert.equal(shown, 'allContainerConfs: true «cpu, plots»');
    assert.match(about, /`cpu`: on `company\/base:1`/);
    assert.match(about, /`plots`: on `dku-exec-base-example:dss-14.3.2`/);
    assert.equal(others.length, 0);
  });

  test('a long list is cut, an empty one is said', () => {
    const many = Array.from({ length: 5 }, (_, i) => `  - name: c${i}\n`).join('');
    const all = (instance: string) =>
      hints('allContainerConfs: true\n', undefined, { [configs]: instance }).map(({ shown }) => shown);
    assert.deepEqual(all(`executionConfigs:\n${many}`), ['allContainerConfs: true «c0, c1, c2 and 2 more»']);
    assert.deepEqual(all('dssVersion: 14.3.2\n'), ['allContainerConfs: true «none»']);
  });

  test('nothing where false is said, nobody builds, or no instance is known', () => {
    assert.deepEqual(hints('allContainerConfs: false\n'), []);
    assert.deepEqual(hints('deploymentMode: DESIGN_NON_MANAGED\nallContainerConfs: true\n'), []);
    assert.deepEqual(hints('allContainerConfs: true\n', undefined, { [configs]: '' }), []);
  });

  test('a core package set pins what is public of it, where it is installed', () => {
    const text = 'envLang: PYTHON\ninstallCorePackages: true\ncorePackagesSet: PANDAS22\n';
    assert.deepEqual(
      hints(text).map(({ shown }) => shown),
      ['corePackagesSet: PANDAS22 «pandas>=2.2,<2.3»'],
    );
    assert.match(hints(text)[0]?.about ?? '', /`PANDAS22`/);
    assert.deepEqual(hints(text.replace('true', 'false')), []);
  });

  test('a configuration without a base image has the one of DSS', () => {
    const found = hints(instance, configs);
    assert.deepEqual(
      found.map(({ shown }) => shown),
      ['- name: plots «base image dku-exec-base-example:dss-14.3.2»'],
    );
    assert.match(found[0]?.about ?? '', /dssadmin build-base-image/);
    assert.deepEqual(hints('executionConfigs:\n  - name: a\n', configs), []);
  });

  test('what workloads inherit: the code env and where they run', () => {
    const text = `workloads:
  - name: score
    type: PYTHON_RECIPE
    envSelection: { envMode: INHERIT }
    containerSelection: { containerMode: INHERIT }
  - name: plot
    type: R_RECIPE
  - name: set
    type: PYTHON_RECIPE
    envSelection: { envMode: EXPLICIT_ENV, envName: churn }
    containerSelection: { containerMode: NONE }
`;
    const files = { '/w/churn/code-env.yaml': 'envLang: PYTHON\n' };
    const found = hints(text, '/w/workloads.yaml', files);
    assert.deepEqual(
      found.map(({ shown }) => shown),
      [
        'envSelection: { envMode: INHERIT «code env churn»',
        'containerSelection: { containerMode: INHERIT «in plots»',
        '- name: plot «the builtin code env»',
        '- name: plot «in plots»',
      ],
    );
    assert.match(found[0]?.about ?? '', /Defined in churn\/code-env.yaml[\s\S]*codeEnvs.defaultPythonEnv/);
    assert.match(found[2]?.about ?? '', /codeEnvs.defaultREnv/);
    const without = instance.replace('defaultExecutionConfig: plots\n', '');
    const host = hints(text, '/w/workloads.yaml', { ...files, [configs]: without });
    assert.equal(host[1]?.shown, 'containerSelection: { containerMode: INHERIT «on the DSS host»');
  });
});
