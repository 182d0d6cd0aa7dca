import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check, Project } from '../../core/index.ts';
import snippets from '../../syntaxes/snippets.json' with { type: 'json' };
import { memoryTree } from '../core/memory-tree.ts';

/** Where each snippet is written, and what stands above it there. */
const places: Record<keyof typeof snippets, readonly [string, string]> = {
  'Code env of Python': ['/w/envs/new/code-env.yaml', ''],
  'Code env of R': ['/w/envs/new/code-env.yaml', ''],
  Instance: ['/w/container-configs.yaml', ''],
  'Container configuration on Docker': [
    '/w/container-configs.yaml',
    'dssVersion: 14.3.2\nexecutionConfigs:\n',
  ],
  'Container configuration on Kubernetes': [
    '/w/container-configs.yaml',
    'dssVersion: 14.3.2\nexecutionConfigs:\n',
  ],
  Workloads: ['/w/workloads.yaml', ''],
  Workload: ['/w/workloads.yaml', 'workloads:\n'],
};

/** A body as it is where every stop is left as it was. */
function accepted(body: readonly string[]): string {
  return body
    .join('\n')
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
}

suite('a snippet has no problem', () => {
  for (const [name, [path, above]] of Object.entries(places))
    test(name, () => {
      const text = accepted(snippets[name as keyof typeof snippets].body);
      assert.doesNotMatch(text, /\$/);
      const files = {
        '/w/container-configs.yaml':
          'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/exec-base:dss-14.3.2\n',
        '/w/envs/churn/code-env.yaml':
          'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n',
        '/w/recipes/score.py': '',
        [path]: `${above}${text}\n`,
      };
      const project = new Project(memoryTree(files));
      const file = project.file(path);
      assert.ok(file);
      assert.deepEqual(
        check(file, project).map(({ rule, message }) => [rule, message]),
        [],
      );
    });

  test('every one is tried', () => assert.deepEqual(Object.keys(places), Object.keys(snippets)));
});
