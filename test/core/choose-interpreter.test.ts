import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';

/** The interpreters that are offered instead of one, the newest first. */
function offered(dssVersion: string, more: string): readonly string[] {
  const path = '/w/code-env.yaml';
  const text = `envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n${more}`;
  const configs = `dssVersion: ${dssVersion}\nexecutionConfigs: [{ name: cpu }]\n`;
  const project = new Project(memoryTree({ '/w/container-configs.yaml': configs, [path]: text }, '/w'));
  const file = project.file(path);
  assert.ok(file);
  return check(file, project)
    .flatMap(({ fixes }) => fixes.map(({ title }) => title))
    .filter(title => title.startsWith('Use PYTHON'))
    .map(title => title.slice('Use PYTHON'.length));
}

test('the interpreters that the version of DSS supports and the core packages can be installed on', () => {
  assert.deepEqual(offered('14.3.2', 'pythonInterpreter: PYTHON37\n'), ['313', '312', '311', '310', '39']);
  assert.deepEqual(offered('12.6.3', 'pythonInterpreter: PYTHON27\n'), ['311', '310', '39']);
  assert.deepEqual(
    offered('14.3.2', 'pythonInterpreter: PYTHON37\ninstallCorePackages: true\ncorePackagesSet: PANDAS13\n'),
    ['310', '39'],
  );
  assert.deepEqual(offered('14.3.2', 'pythonInterpreter: CUSTOM\ncustomInterpreter: python3.10\n'), ['310']);
});
