// What makes images stale beyond the definitions, and values that no build may take for orders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '../image/hostile.ts';
import { configsOn, exampleContext, installId, openCliEngine, RealInstance } from './real-instance.ts';

const own = `${installId}-staleness`;
const env = (config: string) => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [${config}]
`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = RealInstance.ofExamples(engine, 'own');
  instance.remove('envs');
  instance.write('container-configs.yaml', configsOn(own, { cpu: exampleContext, own: 'base' }));
  instance.write('base/Dockerfile', 'FROM company/exec-base:dss-14.3.2\nRUN echo 1 > /base-id\n');
  instance.write('on-own/code-env.yaml', env('own'));
  instance.write('on-shared/code-env.yaml', env('cpu'));
  testStaleness(instance);
}

function testStaleness(instance: RealInstance): void {
  const stale = async () =>
    (await instance.status())
      .filter(({ state }) => state !== 'current')
      .map(({ env, state, reasons }) => [env, state, ...reasons]);

  test('a base image that was rebuilt', async () => {
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    assert.deepEqual(await stale(), []);
    await instance.engine.buildImage(
      {
        tag: `${own}/base:1`,
        dockerfile: 'FROM company/exec-base:dss-14.3.2\nRUN echo 2 > /base-id\n',
        context: [],
        labels: {},
      },
      { onEvent() {}, signal: AbortSignal.timeout(60_000) },
    );
    assert.deepEqual(await stale(), [['on-own', 'stale', 'the base image was rebuilt']]);
    const again = await instance.run('build');
    assert.match(again.stderr, /^on-own on .*: done in \d+ s$/m);
    assert.match(
      again.stderr,
      /^The base image .*base:1 is stale: it was not built by Code Envs\. To build it/m,
    );
    assert.doesNotMatch(again.stderr, /on-shared|base image .*: begins/);
    assert.equal(await instance.runIn('on-own', ['cat', '/base-id']), '2\n');
  });

  test('an upgrade, a new configuration: visible, and nothing is built by asking', async () => {
    instance.change('on-shared/code-env.yaml', '[cpu]', '[cpu, own]');
    assert.deepEqual(await stale(), [['on-shared', 'missing', 'it was not built yet']]);
    instance.change('on-shared/code-env.yaml', '[cpu, own]', '[cpu]');
    instance.change('container-configs.yaml', 'dssVersion: 14.3.2', 'dssVersion: 14.4.0');
    assert.deepEqual(
      await stale(),
      ['on-own', 'on-shared'].map(name => [name, 'stale', 'DSS 14.3.2 → 14.4.0']),
    );
    instance.change('container-configs.yaml', 'dssVersion: 14.4.0', 'dssVersion: 14.3.2');
  });

  test('values that would be orders elsewhere are words in a build', async () => {
    // What a program can take as a word: a zero ends every C string, and pip is asked for nothing.
    const words = hostileTexts.filter(text => !text.includes('\0'));
    instance.write(
      'hostile/code-env.yaml',
      `envName: ${JSON.stringify(words.join(' '))}
envLang: R
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu]
dockerfileAtStart: |
  RUN mv /usr/bin/Rscript /usr/bin/Rscript.real && printf '%s\\n' '#!/bin/sh' 'for word; do printf "<%s>\\n" "$word"; done > /words' > /usr/bin/Rscript && chmod +x /usr/bin/Rscript
envSettings:
  inheritGlobalSettings: false
  cranMirrorURL: ${JSON.stringify(words.join(''))}
`,
    );
    const { code, stderr } = await instance.run('build', words.join(' '));
    assert.equal(code, 0, stderr);
    const inImage = await instance.runIn(words.join(' '), ['sh', '-c', 'ls /; cat /words']);
    assert.ok(inImage.endsWith(`<${words.join('')}>\n`), inImage);
    assert.doesNotMatch(inImage, /^hacked$/m);
  });
}
