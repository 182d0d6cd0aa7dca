import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startListingEngine } from './listing-engine.ts';
import { makeFolder, runCli } from './run-cli.ts';

for (const [base, todo] of [
  [
    'company/exec-base:dss-14.3.2',
    'build it with `./bin/dssadmin build-base-image --type container-exec --tag company/exec-base:dss-14.3.2`',
  ],
  ['company/own:1', 'build it first'],
])
  test(`a build says how to get ${base}, which cannot be pulled`, async () => {
    const { dockerHost } = await startListingEngine([]);
    const folder = makeFolder({
      'container-configs.yaml': `dssVersion: 14.3.2\nexecutionConfigs:\n  - { name: cpu, type: DOCKER, usableBy: ALL, baseImage: "${base}" }\n`,
      'churn/code-env.yaml':
        'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\npythonInterpreter: PYTHON311\nallContainerConfs: true\n',
    });
    const { code, stderr } = await runCli(['build'], { folder, environment: { DOCKER_HOST: dockerHost } });
    assert.ok(
      stderr.includes(
        ` What to do: ${todo}, or name it with its folder under baseImages of container-configs.yaml.`,
      ),
      stderr,
    );
    assert.equal(code, 1);
  });
