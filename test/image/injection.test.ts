// Whatever stands in a value, it stays that value: no new instruction, no word for a shell.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { type Dockerfile, renderDockerfile } from '../../core/index.ts';
import { planOf } from './fixture-case.ts';
import { hostileTexts } from './hostile.ts';

/** The files of one env whose every free text is `text`. */
function filesWith(lang: 'PYTHON' | 'R', text: string): Record<string, string> {
  const value = JSON.stringify(text);
  return {
    '/w/container-configs.yaml': `dssVersion: ${value}
installId: ${value}
executionConfigs:
  - name: ${value}
    baseImage: company/base:1
`,
    '/w/code-env.yaml': `envName: ${value}
envLang: ${lang}
deploymentMode: DESIGN_MANAGED
pythonInterpreter: ${value}
corePackagesSet: ${value}
specPackageList: ${value}
mandatoryPackageList: ${value}
resourcesInitScript: ${value}
dockerImageResources: INIT
allContainerConfs: true
predefinedContainerHooks: [{ type: ${value} }]
envSettings:
  cranMirrorURL: ${value}
  virtualenvCreateExtraOptions: [${value}]
  pipInstallExtraOptions: [${value}, ${value}]
`,
  };
}

function render(lang: 'PYTHON' | 'R', text: string): Dockerfile {
  const [image, ...others] = planOf(filesWith(lang, text)).images;
  assert.ok(image && others.length === 0);
  return renderDockerfile(image);
}

/** Each instruction's keyword, and its words where they are a list. */
function readInstructions({ text }: Dockerfile): readonly (readonly string[])[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map(instruction => {
      const rest = instruction.getRawArgumentsContent() ?? '';
      return [instruction.getKeyword(), ...(rest.startsWith('[') ? (JSON.parse(rest) as string[]) : [rest])];
    });
}

for (const lang of ['PYTHON', 'R'] as const) {
  suite(`${lang}`, () => {
    for (const hostile of hostileTexts) {
      test(`${JSON.stringify(hostile)} everywhere`, () => {
        const marker = 'HARMLESS';
        const harmless = readInstructions(render(lang, marker));
        const dockerfile = render(lang, hostile);
        assert.deepEqual(
          readInstructions(dockerfile),
          // The comment with the name is no instruction; the words of a list are the values, whole.
          harmless.map(words => words.map(word => (word === marker ? hostile : word))),
        );
        for (const line of dockerfile.text.split('\n'))
          assert.doesNotMatch(line, /<<|\\$|`$|\r/, `${line} could go on in the next line`);
        assert.equal(dockerfile.origins.length, dockerfile.text.trimEnd().split('\n').length);
      });

      test(`${JSON.stringify(hostile)} names no file of the context`, () => {
        assert.deepEqual(
          render(lang, hostile).files.map(({ path }) => path),
          render(lang, 'HARMLESS').files.map(({ path }) => path),
        );
      });
    }
  });
}

test('a base image that is no reference gives no Dockerfile', () => {
  for (const hostile of hostileTexts) {
    const files = filesWith('PYTHON', 'x');
    files['/w/container-configs.yaml'] =
      `executionConfigs:\n  - name: x\n    baseImage: ${JSON.stringify(`company/base:1${hostile}`)}\n`;
    const { images, refusals } = planOf(files);
    assert.deepEqual([images.length, refusals.length], [0, 1], hostile);
  }
});

test('a repositoryURL that is no part of a reference gives no Dockerfile', () => {
  for (const hostile of hostileTexts) {
    const files = filesWith('PYTHON', 'x');
    files['/w/container-configs.yaml'] =
      `executionConfigs:\n  - name: x\n    baseImage: company/base:1\n    repositoryURL: ${JSON.stringify(`host/${hostile}`)}\n`;
    const { images, refusals } = planOf(files);
    assert.deepEqual([images.length, refusals.length], [0, 1], hostile);
    assert.match(refusals[0]?.reason ?? '', /^The repositoryURL ".*" of the container configuration x /s);
  }
});

test('names of images are not too long for engines', () => {
  const [image] = planOf(filesWith('PYTHON', 'name '.repeat(1000))).images;
  assert.ok((image?.image.split(':')[0]?.length ?? 999) <= 255);
});

test('names of images are references, whatever the names of code envs and instances are', () => {
  for (const hostile of hostileTexts) {
    const [image] = planOf(filesWith('PYTHON', hostile)).images;
    assert.match(image?.image ?? '', /^code-envs\/[a-z0-9-]+\/[a-z0-9-]+:company-base-1$/);
  }
});
