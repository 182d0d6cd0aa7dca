import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { labels } from '../../core/image/content.ts';
import { madeFrom } from '../../core/image/made-from.ts';
import { contentOf, labelsOf, wasMadeFrom } from '../../core/index.ts';
import { sha256 } from '../../workspace/index.ts';
import { planOf } from './fixture-case.ts';

const [image] = planOf({
  '/w/container-configs.yaml': `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
    baseImage: company/base:1
`,
  '/w/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
specPackageList: |
  # for the report
  matplotlib==3.9.2
  tiny @ https://me:hunter2@files.example.com/tiny-1.whl
containerConfs: [cpu]
dockerfileAtEnd: |
  RUN curl https://me:hunter2@files.example.com/x
`,
}).images;
assert.ok(image);
const content = contentOf(image, { baseId: 'sha256:1', resources: undefined, hash: sha256 });
const kept = labelsOf(image, content, sha256);
const builtWith = (labels: Readonly<Record<string, string>>) => ({ id: 'sha256:2', labels });

suite('what an image was made from', () => {
  test('is what it would be made from now, as long as nothing has changed', () => {
    assert.equal(wasMadeFrom(builtWith(kept), []), madeFrom(image));
    assert.match(madeFrom(image), /^FROM company\/base:1$[\s\S]*^# Packages\n# {3}matplotlib==3\.9\.2$/m);
    assert.doesNotMatch(madeFrom(image), /hunter2/);
  });

  test('stands below the reasons why it is stale', () => {
    const text = wasMadeFrom(builtWith(kept), ['the base image was rebuilt', 'two\nlines']);
    assert.ok(text.startsWith('# Stale: the base image was rebuilt\n# Stale: two lines\n# The code env'));
  });

  test('is said not to be known where it is not', () => {
    const { [labels.dockerfile]: _, ...older } = kept;
    assert.match(
      wasMadeFrom(builtWith(older), []),
      /^# Its Dockerfile is not known: [\s\S]*matplotlib==3\.9\.2$/m,
    );
    assert.equal(wasMadeFrom(builtWith({}), []), '# What it was built from is not known.\n');
  });
});
