// Images do not say which folder they were built from, and two folders of one instance share them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { labels } from '../../core/index.ts';
import { startListingEngine } from './listing-engine.ts';
import { makeFolder, runCli } from './run-cli.ts';

const image = (env: string) => ({
  tags: [`code-envs/shared/${env}:base`],
  labels: {
    [labels.instance]: 'shared',
    [labels.env]: env,
    [labels.image]: `code-envs/shared/${env}:base`,
  },
});

test('prune says of a code env that no definition here is of that another folder may own its images', async () => {
  const { dockerHost } = await startListingEngine([image('theirs'), image('unselected')]);
  const folder = makeFolder({
    'container-configs.yaml':
      'dssVersion: 14.3.2\ninstallId: shared\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n',
    'unselected/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n',
  });
  const environment = { DOCKER_HOST: dockerHost };
  const { code, stdout, stderr } = await runCli(['prune', '--dry-run'], { folder, environment });
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /theirs:base .* no code env here is called theirs; another folder with the same installId may have it$/m,
  );
  assert.match(stdout, /unselected:base .* there is no image of unselected any more in the definitions$/m);
  assert.match(
    stderr,
    /^No code env here is called theirs\. Images do not say which folder they were built from: another one with the same installId, such as a second checkout, may still need them\. Look there first\.$/m,
  );
});

test('the instance of the first page shares no images with that of the examples', async () => {
  const idIn = async (file: string) => {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
    return /^installId: (.+)$/m.exec(text)?.[1];
  };
  assert.notEqual(await idIn('docs/getting-started.md'), await idIn('examples/container-configs.yaml'));
});
