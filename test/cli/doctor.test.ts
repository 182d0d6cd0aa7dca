import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { startListingEngine } from './listing-engine.ts';
import { makeFolder, runCli } from './run-cli.ts';

const instance = `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
  - name: gpu
    type: KUBERNETES
    repositoryURL: registry.example.com/dss
`;

suite('doctor', { concurrency: 3 }, () => {
  test('says of each probe why it fails and what to do', async () => {
    const folder = makeFolder({ 'container-configs.yaml': instance, 'a/code-env.yaml': 'envLang: PYTON\n' });
    const environment = {
      DOCKER_HOST: 'unix:///nowhere.sock',
      DOCKER_CONFIG: folder,
      KUBECONFIG: join(folder, 'none'),
      HOME: folder,
    };
    const { code, stdout, stderr } = await runCli(['doctor'], { folder, environment });
    assert.match(stdout, /^✓ program: code-envs \d/m);
    assert.match(stdout, /^✓ instance: container-configs\.yaml, DSS 14\.3\.2, 2 container configurations$/m);
    assert.match(stdout, /^✗ definitions: 2 problems\. .*code-envs check/m);
    assert.match(
      stdout,
      /^✗ engine: No container engine .*\n {4}unix:\/\/\/nowhere\.sock.*\n {2}What to do: /m,
    );
    assert.match(stdout, /^✗ login: There is none for registry\.example\.com.*`docker login registry/m);
    assert.match(stdout, /^✗ cluster: The kubeconfig cannot be read: .* point KUBECONFIG to another/m);
    assert.match(stderr, /4 of 6 /);
    assert.equal(code, 1);
  });

  test('finds a login, and asks no cluster where none is needed', async () => {
    const folder = makeFolder({
      'container-configs.yaml': instance.replace('KUBERNETES', 'DOCKER'),
      'config.json': JSON.stringify({ auths: { 'registry.example.com': { auth: btoa('me:secret') } } }),
    });
    const environment = { DOCKER_HOST: 'unix:///nowhere.sock', DOCKER_CONFIG: folder };
    const { stdout } = await runCli(['doctor'], { folder, environment });
    assert.match(stdout, /^✓ login: registry\.example\.com/m);
    assert.doesNotMatch(stdout, /cluster:|secret/);
  });

  test('says which base images are there, and what to do about those that are not', async () => {
    const { dockerHost, requests } = await startListingEngine([{ tags: ['company/there:1'] }]);
    const folder = makeFolder({
      'container-configs.yaml': `dssVersion: 14.3.2
baseImages:
  - { tag: "company/own:1", context: own }
executionConfigs:
  - { name: a, type: DOCKER, baseImage: "company/there:1" }
  - { name: b, type: DOCKER, baseImage: "company/own:1" }
  - { name: c, type: DOCKER, baseImage: "company/exec-base:dss-14.3.2" }
  - { name: d, type: DOCKER, baseImage: "company/exec-base:dss-14.3.2" }
`,
      'own/Dockerfile': 'FROM debian:12\n',
    });
    const { code, stdout } = await runCli(['doctor'], { folder, environment: { DOCKER_HOST: dockerHost } });
    assert.deepEqual(
      stdout.split('\n').filter(line => /base image:|asking/.test(line)),
      [
        '✓ base image: company/there:1',
        '✓ base image: company/own:1: not in the engine yet: `code-envs build` makes it of its folder',
        '✗ base image: company/exec-base:dss-14.3.2: the engine does not have it, and a build tries to pull it: where no registry has it, build it with `./bin/dssadmin build-base-image --type container-exec --tag company/exec-base:dss-14.3.2`.',
        '  The engine failed at asking docker.io for company/exec-base:dss-14.3.2: There is no such image.',
      ],
    );
    assert.deepEqual(requests, [
      'GET /version',
      'GET /images/json',
      'GET /distribution/company/exec-base:dss-14.3.2/json',
    ]);
    assert.equal(code, 1);
  });

  test('without an instance says so', async () => {
    const { code, stdout } = await runCli(['doctor'], { folder: makeFolder({}) });
    assert.match(stdout, /^✗ instance: There is no container-configs\.yaml/m);
    assert.equal(code, 1);
  });
});
