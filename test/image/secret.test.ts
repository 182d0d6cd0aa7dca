// Passwords in addresses: they reach the installation and nothing else.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  contentOf,
  explainFailure,
  findExposure,
  labelsOf,
  type PlannedImage,
  packagesPart,
  redactorOf,
  renderDockerfile,
} from '../../core/index.ts';
import { sha256 } from '../../workspace/index.ts';
import { planOf } from './fixture-case.ts';

const at = (password: string, host = 'pypi.example.com') => `https://user:${password}@${host}/simple`;

function imageOf(keys: string): PlannedImage {
  const [image] = planOf({
    '/w/container-configs.yaml': 'executionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n',
    '/w/code-env.yaml': `deploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n${keys}`,
  }).images;
  assert.ok(image);
  return image;
}

const pip = (password: string, host?: string) =>
  imageOf(`envLang: PYTHON
specPackageList: |
  first==1
  --extra-index-url ${at(password, host)}
  tiny @ https://user:${password}@files.example.com/tiny-1.whl \\
    --hash=sha256:00
  last==1
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--pre, --index-url, "${at(password)}", "--find-links=${at(password)}"]
`);

const r = (password: string) =>
  imageOf(
    `envLang: R\nspecPackageList: |\n  "a",\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: "${at(password)}" }\n`,
  );

/** All that is known of an image outside of its build, as one text. */
function visible(image: PlannedImage): string {
  const { secrets: _, ...dockerfile } = renderDockerfile(image);
  const content = contentOf(image, { baseId: 'x', resources: undefined, hash: sha256 });
  return JSON.stringify([
    ...[dockerfile.text, dockerfile.files, labelsOf(image, content, sha256)],
    packagesPart(image, 'family', sha256).image,
  ]);
}

for (const [lang, image] of Object.entries({ pip, r })) {
  test(`${lang}: the Dockerfile, its files and labels do not depend on the password`, () => {
    assert.doesNotMatch(visible(image('hunter2@night')), /hunter2|night/);
    assert.equal(visible(image('hunter2')), visible(image('other')));
  });
}

test('another address is another image', () => {
  assert.notEqual(visible(pip('hunter2', 'other.example.com')), visible(pip('hunter2')));
});

suite('pip', () => {
  const { text, files, secrets } = renderDockerfile(pip('hunter2'));
  const requirements = files.find(({ path }) => path.endsWith('requirements.txt'))?.content ?? '';
  const [secret = ''] = Object.values(secrets);

  test('two lists of the same lines, the options at the end', () => {
    assert.equal(
      secret,
      `\n--extra-index-url ${at('hunter2')}\ntiny @ https://user:hunter2@files.example.com/tiny-1.whl \\\n  --hash=sha256:00\n\n--index-url ${at('hunter2')}\n--find-links=${at('hunter2')}\n`,
    );
    const lines = requirements.split('\n');
    assert.equal(lines.length, secret.split('\n').length);
    assert.deepEqual([lines[0], lines[4]], ['first==1', 'last==1']);
    for (const i of [1, 2, 3, 5, 6]) assert.match(lines[i] ?? '', /^# /);
  });

  test('the secret is mounted under the name that pip is given', () => {
    const [id = ''] = Object.keys(secrets);
    assert.match(
      text,
      new RegExp(`--mount=type=secret,id=${id},\\S+ .*"-r","/run/secrets/${id}","--pre"\\]`),
    );
  });

  test('a line that pip complains about is found, whichever list it is in', () => {
    const image = pip('hunter2');
    const dockerfile = renderDockerfile(image);
    const total = dockerfile.text.split('\n').filter(line => /^(FROM|RUN|COPY) /.test(line)).length;
    for (const [list, line] of [
      ['/run/secrets/code-envs-requirements.txt', 2],
      ['/opt/dataiku/code-env/spec/requirements.txt', 5],
    ] as const) {
      const output = `ERROR: Invalid requirement: 'x' (from line ${line} of ${list})\n`;
      const { origin } = explainFailure(image, dockerfile, { step: total, total, message: 'failed', output });
      assert.deepEqual(origin, { path: '/w/code-env.yaml', line: 3 + line });
    }
  });
});

suite('what would stay in the image is refused', () => {
  const addresses: readonly (readonly [string, string, boolean])[] = [
    ['an engine without secrets', `x @ ${at('hunter2')}`, false],
    ['an editable requirement', `-e git+${at('hunter2')}#egg=x`, true],
  ];
  for (const [what, line, secrets] of addresses) {
    test(what, () => {
      const { steps } = imageOf(`envLang: PYTHON\nspecPackageList: |\n  y\n  ${line}\n`);
      const exposure = findExposure(steps, secrets);
      assert.deepEqual(exposure?.origin, { path: '/w/code-env.yaml', line: 5 });
      assert.doesNotMatch(exposure?.message ?? '', /hunter2/);
    });
  }
  test('an option that cannot stand in a file', () => {
    const { steps } = imageOf(
      `envLang: PYTHON\nenvSettings: { inheritGlobalSettings: false, pipInstallExtraOptions: [--proxy, "${at('hunter2')}"] }\n`,
    );
    assert.match(findExposure(steps, true)?.message ?? '', /^The address of --proxy has a password/);
  });
  test('R on an engine without secrets', () => assert.ok(findExposure(r('hunter2').steps, false)));
  test('addresses without a password are not secret', () => {
    const { steps } = imageOf(
      'envLang: PYTHON\nspecPackageList: |\n  -e git+ssh://git@example.com/x.git#egg=x\n  --index-url https://example.com/a@b\n',
    );
    assert.equal(findExposure(steps, false), undefined);
    assert.deepEqual(renderDockerfile({ ...imageOf('envLang: PYTHON\n'), steps }).secrets, {});
  });
});

test('output is cleaned of what is known to be secret and of whatever looks like it', () => {
  const clean = redactorOf([`--index-url ${at('hunter2')}\n`]);
  assert.equal(
    clean(`Looking in ${at('hunter2')}, ${at('hunter3')}: hunter2 is wrong`),
    'Looking in https://…@pypi.example.com/simple, https://…@pypi.example.com/simple: … is wrong',
  );
});
