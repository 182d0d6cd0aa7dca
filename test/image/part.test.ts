// Which packages can be shared among base images, and what decides the name of a part.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { canStandOnPackages, packagesPart, renderDockerfile, sharedPackagesOf } from '../../core/index.ts';
import { sha256 } from '../../workspace/index.ts';
import { planOf } from './fixture-case.ts';

/** The image of an env with these keys, the packages of which come from `line`. */
function imageOf(keys: string, line = 'a==1') {
  const [image] = planOf({
    '/w/container-configs.yaml': 'executionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n',
    '/w/code-env.yaml': `envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\npythonInterpreter: PYTHON311\ncontainerConfs: [cpu]\n${keys}\nspecPackageList: |\n  ${line}\n`,
  }).images;
  assert.ok(image);
  return image;
}

const pip = (...options: readonly string[]) =>
  `envSettings:\n  inheritGlobalSettings: false\n  pipInstallExtraOptions: ${JSON.stringify(options)}`;

suite('what an installation depends on', () => {
  const usual = { program: 'python3.11', systemPackages: false, libraries: false, paths: [] };
  test('the interpreter alone', () => assert.deepEqual(sharedPackagesOf(imageOf('')), usual));
  test('the packages of the system', () => {
    const settings =
      'envSettings: { inheritGlobalSettings: false, virtualenvCreateExtraOptions: [--system-site-packages] }';
    assert.deepEqual(sharedPackagesOf(imageOf(settings)), { ...usual, systemPackages: true });
  });
  test('folders and files of the base image', () => {
    const image = imageOf(pip('--find-links', '/opt/b', '-f=/opt/a'), 'x @ file:///opt/c.whl # not /opt/d');
    assert.deepEqual(sharedPackagesOf(image), { ...usual, paths: ['/opt/a', '/opt/b', '/opt/c.whl'] });
  });
  test('libraries, where something is compiled', () => {
    for (const image of [
      imageOf(pip('--no-binary', ':all:')),
      imageOf('', 'x @ git+https://example.com/x'),
      imageOf('', 'x @ https://example.com/x-1.tar.gz'),
    ])
      assert.deepEqual(sharedPackagesOf(image), { ...usual, libraries: true });
  });
  test('an index is no file', () => {
    assert.deepEqual(sharedPackagesOf(imageOf(pip('--index-url', 'https://example.com/simple'))), usual);
  });
  test('R', () => {
    const [r] = planOf({
      '/w/container-configs.yaml': 'executionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n',
      '/w/code-env.yaml':
        'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: "file:///opt/R" }\n',
    }).images;
    assert.ok(r);
    assert.deepEqual(sharedPackagesOf(r), {
      ...{ program: 'Rscript', systemPackages: false },
      ...{ libraries: true, paths: ['/opt/R'] },
    });
  });
});

suite('what is not shared', () => {
  for (const [what, image] of Object.entries({
    'a folder of its own': imageOf(pip('--target', '/opt/x')),
    'a relative folder': imageOf(pip('--find-links', 'wheels')),
    'a relative requirement': imageOf('', './mine'),
    'a relative file': imageOf('', '-r more.txt'),
  }))
    test(what, () => assert.ok('obstacle' in sharedPackagesOf(image)));
});

suite('the name of a part', () => {
  const nameOf = (image: ReturnType<typeof imageOf>, family = 'debian') =>
    packagesPart(image, family, sha256).image;
  const usual = nameOf(imageOf(''));
  test('is beside that of the image', () => assert.match(usual, /^code-envs\/w\/w:packages-[0-9a-f]{12}$/));
  for (const [what, name] of Object.entries({
    family: nameOf(imageOf(''), 'alpine'),
    requirement: nameOf(imageOf('', 'a==2')),
    option: nameOf(imageOf(pip('--pre'))),
    'fragment before': nameOf(imageOf('dockerfileAtStart: ENV A=1')),
  }))
    test(`is another for another ${what}`, () => assert.notEqual(name, usual));
  for (const [what, name] of Object.entries({
    'fragment after': nameOf(imageOf('dockerfileAtEnd: ENV A=1')),
    place: nameOf(imageOf('# further down')),
  }))
    test(`is the same for another ${what}`, () => assert.equal(name, usual));
});

suite('an image with the base image of its packages', () => {
  const fragments = 'dockerfileAtStart: "ENV A=1"\ndockerfileAtEnd: "ENV B=2"\n';
  const linesOf = (packagesBelow: boolean) =>
    renderDockerfile(imageOf(fragments), { packagesFrom: 'part:1', packagesBelow })
      .text.split('\n')
      .filter(line => /^(?:FROM|COPY|ENV|RUN)/.test(line));
  test('stands on the part, which has all that comes before', () =>
    assert.deepEqual(linesOf(true), ['FROM part:1', 'ENV B=2']));
  test('otherwise copies from it', () =>
    assert.deepEqual(linesOf(false), [
      'FROM company/base:1',
      'ENV A=1',
      'COPY --from=part:1 /opt/dataiku/code-env /opt/dataiku/code-env',
      'ENV B=2',
    ]));
  for (const [keys, can] of [
    ['dockerfileAtStart: ENV A=1', true],
    ['dockerfileAtStart: ARG A=1', false],
    ['dockerfileAtStart: ONBUILD RUN true', false],
    ['dockerfileBeforePackages: "  arg A"', false],
    ['dockerfileAtEnd: ARG A=1', true],
  ] as const)
    test(`${can ? 'can' : 'cannot'} after ${keys}`, () =>
      assert.equal(canStandOnPackages(imageOf(keys)), can));
});
