// Builds that fail on a real engine: each error has its place, and stops nothing else.
import assert from 'node:assert/strict';
import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { installId, openCliEngine, RealInstance } from './real-instance.ts';

const python = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages]
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
`;
const own = `${installId}-failures`;

/** What each code env is like beyond `python`, and the error that it must give: `file:line`, with the words where it begins unless it is the whole line, and the sentence. */
const failing: Readonly<Record<string, { text: string; at: string; says: RegExp }>> = {
  inline: {
    text: `containerConfs: [cpu]
specPackageList: |
  company-text
  nosuch-package==1
`,
    at: 'inline/code-env.yaml:10',
    says: /No matching distribution found for nosuch-package==1\./,
  },
  conflict: {
    text: `containerConfs: [cpu]
# code-env-ignore core-package-conflict: here pip is to say it
specPackageList: |
  company-text
  company-features==1.2.0
mandatoryPackageList: company-features>=1.3
`,
    at: 'conflict/code-env.yaml:11',
    says: /Cannot install .*conflicting dependencies/,
  },
  invalid: {
    text: 'containerConfs: [cpu]\n',
    at: 'invalid/spec/requirements.txt:2',
    says: /Invalid requirement: .not a \$\{REQUIREMENT\} !!/,
  },
  script: {
    text: `containerConfs: [cpu]
installCorePackages: true
dockerImageResources: INIT
resourcesInitScript: |
  import os
  os.mkdir("/proc/nowhere")
`,
    at: 'script/code-env.yaml:12',
    says: /FileNotFoundError: .*\/proc\/nowhere/,
  },
  fragment: {
    text: `containerConfs: [cpu]
dockerfileAtStart: |
  RUN true
  RUN echo no good >&2; exit 7
`,
    at: 'fragment/code-env.yaml:10',
    says: /`RUN echo no good >&2; exit 7` \(step \d+ of \d+\) ended with exit code 7: no good/,
  },
  full: {
    text: `containerConfs: [cpu]
dockerfileAtEnd: RUN dd if=/dev/zero of=/dev/full bs=1 count=1
`,
    at: 'full/code-env.yaml:8:RUN dd',
    says: /disk is full .*docker system df.* free space\. \[build\]$/,
  },
  interpreter: {
    text: 'pythonInterpreter: PYTHON39\ncontainerConfs: [cpu]\n',
    at: 'interpreter/code-env.yaml:7:PYTHON39',
    says: /The base image company\/exec-base:dss-14\.3\.2 has no python3\.9\. Install it there, or choose what it has\./,
  },
  link: {
    text: 'containerConfs: [cpu]\ndockerImageResources: COPY\n',
    at: 'link/code-env.yaml:8:COPY',
    says: /deep\/passwd is a link that leads out of .*link\/resources, to \/etc\/passwd\. Put the file itself there/,
  },
};

/** What a base image must give. */
const bases: readonly (readonly [string, string, RegExp])[] = [
  [
    'container-configs.yaml:17:127.0.0.1',
    '127.0.0.1:1/no/such:1',
    /It is not in the engine and could not be pulled: .*\. What to do: build it first/,
  ],
  [
    'broken/Dockerfile:3',
    `${own}/broken:1`,
    /`RUN echo no good >&2; exit 3` \(step 2 of 2\) ended with exit code 3: no good/,
  ],
  ['container-configs.yaml:9:nowhere', `${own}/nowhere:1`, /there is no such folder/],
];

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = RealInstance.ofExamples(engine, 'own');
  instance.write(
    'container-configs.yaml',
    `dssVersion: 14.3.2
installId: ${own}
baseImages:
  - tag: company/exec-base:dss-14.3.2
    context: base-images/exec
  - tag: ${own}/broken:1
    context: broken
  - tag: ${own}/nowhere:1
    context: nowhere
executionConfigs:
  - name: cpu
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base:dss-14.3.2
  - name: missing
    type: DOCKER
    baseImage: 127.0.0.1:1/no/such:1
  - { name: broken, type: DOCKER, usableBy: ALL, baseImage: "${own}/broken:1" }
  - { name: nowhere, type: DOCKER, usableBy: ALL, baseImage: "${own}/nowhere:1" }
`,
  );
  instance.remove('envs');
  for (const [name, { text }] of Object.entries(failing))
    instance.write(`${name}/code-env.yaml`, python + text);
  // What an environment variable stands for only pip can tell, so that no rule speaks of such a line.
  instance.write('invalid/spec/requirements.txt', 'company-text\nnot a $' + '{REQUIREMENT} !!\n');
  instance.write('link/resources/deep/file', '');
  symlinkSync('/etc/passwd', join(instance.folder, 'link/resources/deep/passwd'));
  instance.write('broken/Dockerfile', 'FROM company/exec-base:dss-14.3.2\n\nRUN echo no good >&2; exit 3\n');
  instance.write('nobase/code-env.yaml', `${python}containerConfs: [missing, broken, nowhere]\n`);
  instance.write('well/code-env.yaml', `${python}containerConfs: [cpu]\n`);
  instance.write(
    'r/code-env.yaml',
    'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: "file:///opt/packages/R" }\n',
  );
  instance.write(
    'r-version/code-env.yaml',
    'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: "file:///opt/packages/R" }\nspecPackageList: |\n  "companyforecast","9.0"\n',
  );
  instance.write('r/spec/rPackages.txt', '"companyforecast",\n"nosuch",\n');
  testFailures(instance);
}

function testFailures(instance: RealInstance): void {
  /** What a build says of that which no engine could build. */
  let foreseen: readonly string[] = [];

  test('every failure has its line and its sentence, and what is well is built', async () => {
    const { code, stdout, stderr } = await instance.run('build');
    assert.equal(code, 1);
    const errors = stderr.split('\n').filter(line => line.includes(': error: '));
    const expected: (readonly [string, string, RegExp])[] = [
      ...bases.map(([at, base, says]) => [at, `base image ${base}`, says] as const),
      ...Object.entries(failing).map(
        ([name, { at, says }]) => [at, `${name} on company/exec-base:dss-14.3.2`, says] as const,
      ),
      ['r/spec/rPackages.txt:2', 'r on company/exec-base:dss-14.3.2', /nosuch: .*is not available/],
      [
        'r-version/code-env.yaml:6',
        'r-version on company/exec-base:dss-14.3.2',
        /companyforecast: version 9\.0 or later is wanted, but 2\.1\.0 was found/,
      ],
    ];
    for (const [at, title, says] of expected) {
      const found = errors.filter(line => line.includes(`: error: ${title}: `));
      assert.equal(found.length, 1, `${title}: ${found.length} lines in\n${stderr}`);
      const [file = '', line, words] = at.split(':');
      const text = readFileSync(join(instance.folder, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
      const column = text.indexOf(words ?? text.trimStart()) + 1;
      const place = `${file}:${line}:${column}`;
      assert.ok(found[0]?.startsWith(`${place}: `), `${place} is not where ${found[0]} points`);
      assert.match(found[0] ?? '', says);
      assert.match(found[0] ?? '', / \[build\]$/);
    }
    assert.equal(errors.length, expected.length, stderr);
    foreseen = errors.filter(line => /: error: (?:base image \S+nowhere:1|link on \S+): /.test(line));
    assert.equal(foreseen.length, 2);
    assert.match(stdout, /^well .* current$/m);
    assert.equal(stdout.match(/ failed {2,}\S/gm)?.length, expected.length);
    assert.equal(stdout.match(/^nobase .* skipped {2,}its base image could not be made$/gm)?.length, 3);
    assert.match(stderr, /^1 image built, 13 failed, 3 skipped \(\d base images? among them\)$/m);
    const classes = [...stderr.matchAll(/ error: (\S+) on company\/.*\n {2}([A-Z_]+)\./g)];
    assert.deepEqual(Object.fromEntries(classes.map(([, name, kind]) => [name, kind])), {
      inline: 'MISSING_PACKAGE',
      conflict: 'VERSION_CONFLICT',
      invalid: 'ERR_CODEENV_UPDATE_FAILED',
      script: 'ERR_CODEENV_UPDATE_FAILED',
      fragment: 'IMAGE_BUILD',
      full: 'RESOURCES',
      interpreter: 'PYTHON_VERSION',
      link: 'IMAGE_BUILD',
      r: 'MISSING_PACKAGE',
      'r-version': 'MISSING_PACKAGE',
    });
    assert.doesNotMatch(stderr, /\n {4}at |mistake of Code Envs/);
  });

  test('a dry run says the same of what no engine can build, and of what stands on it', async () => {
    const { code, stdout, stderr } = await instance.run('build', '--dry-run');
    assert.equal(code, 1);
    const errors = stderr.split('\n').filter(line => line.includes(': error: '));
    assert.deepEqual(errors.toSorted(), foreseen.toSorted());
    assert.match(stderr, /^nobase on \S+nowhere:1: would be skipped, as its base image could not be made$/m);
    assert.match(stderr, /^\d+ images to build, 2 failed, 1 skipped, 1 current .* this is a dry run\.$/m);
    assert.doesNotMatch(stdout, /nowhere|^\d+ +link/m);
    const json = JSON.parse((await instance.run('build', '--dry-run', '--format', 'json')).stdout);
    const nowhere = json.baseImages.find(({ image }: { image: string }) => image.endsWith('/nowhere:1'));
    assert.deepEqual([nowhere.action, nowhere.failure.class], ['failed', 'IMAGE_BUILD']);
  });

  test('a second build tries only what failed, and the whole log is kept', async () => {
    const { stderr } = await instance.run('build', 'fragment');
    assert.doesNotMatch(stderr, /well on/);
    const log = /The whole log: (.*)$/m.exec(stderr)?.[1] ?? '';
    const text = readFileSync(log, 'utf8');
    assert.match(text, /^no good$/m);
    assert.match(text, /^\[\d\/\d\] RUN true/m, 'the steps before, too');
    assert.match(stderr, /^ {2}IMAGE_BUILD\. The whole log: /m);
    assert.equal(statSync(dirname(dirname(log))).mode & 0o777, 0o700);
  });

  test('status tells of the last build that failed: when, why, and where its log is', async () => {
    const { stdout, stderr } = await instance.run('status');
    assert.match(stdout, /^fragment .* missing {2,}it was not built yet; its last build failed$/m);
    assert.match(stdout, /^base image .*broken:1 .* it was not built yet; its last build failed$/m);
    assert.match(stdout, /^well .* current$/m);
    const told =
      /^fragment on \S+: the last build failed at \d{4}-\d\d-\d\d \d\d:\d\d UTC: .*ended with exit code 7: no good\n {2}The whole log: (.*)$/m.exec(
        stderr,
      );
    assert.match(readFileSync(told?.[1] ?? '', 'utf8'), /^no good$/m);
    const { images, baseImages } = JSON.parse((await instance.run('status', '--format', 'json')).stdout);
    const failed = images.find(({ env }: { env: string }) => env === 'fragment').lastFailure;
    assert.equal(failed.log, told?.[1]);
    assert.ok(Math.abs(Date.now() - Date.parse(failed.at)) < 600_000);
    assert.match(failed.message, /ended with exit code 7: no good$/);
    assert.equal(images.find(({ env }: { env: string }) => env === 'well').lastFailure, undefined);
    assert.ok(baseImages.some(({ lastFailure }: { lastFailure?: object }) => lastFailure !== undefined));
  });

  test('mended, all that is left is built', async () => {
    instance.change('inline/code-env.yaml', 'nosuch-package==1', 'company-features');
    instance.change('fragment/code-env.yaml', 'exit 7', 'true');
    const { code, stdout } = await instance.run('build', 'inline', 'fragment');
    assert.deepEqual([code, stdout.match(/^(?:inline|fragment) .* current$/gm)?.length], [0, 2]);
    assert.doesNotMatch((await instance.run('status')).stderr, /^(?:inline|fragment) on .* failed/m);
  });
}
