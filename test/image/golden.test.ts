// Plans and Dockerfiles of test/fixtures, held against what is kept in their `expected/` folders.
// Written anew by `node --test --test-update-snapshots test/image/golden.test.ts`; then read the difference.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { nameComponent, renderDockerfile } from '../../core/index.ts';
import { caseNames, fixturesFolder, planOf, readCase } from './fixture-case.ts';

const asItIs = { serializers: [(text: string) => text] };

for (const name of caseNames()) {
  suite(name, () => {
    const plan = planOf(readCase(name));
    const expected = join(fixturesFolder, name, 'expected');
    const images = plan.images.map((image, i) => ({
      image,
      file: `${i + 1}-${nameComponent(image.env)}-on-${image.configs[0]}.Dockerfile`,
    }));

    test('plan', t => {
      t.assert.fileSnapshot(`${JSON.stringify(plan, null, 2)}\n`, join(expected, 'plan.json.txt'), asItIs);
    });

    for (const { image, file } of images) {
      test(`Dockerfile of ${image.image}`, t => {
        const { text, origins } = renderDockerfile(image);
        t.assert.fileSnapshot(text, join(expected, file), asItIs);
        assert.equal(origins.length, text.trimEnd().split('\n').length);
      });

      test(`${image.image}: every COPY has its files, and every file is copied`, () => {
        const { text, files, resources } = renderDockerfile(image);
        const sources = DockerfileParser.parse(text)
          .getInstructions()
          .filter(instruction => instruction.getKeyword() === 'COPY')
          .map(instruction => instruction.getArguments()[0]?.getValue() ?? '');
        const copied = (path: string) =>
          sources.some(source => path === source || path.startsWith(`${source}/`));
        for (const { path } of files) assert.ok(copied(path), `${path} is not copied`);
        for (const source of sources)
          assert.ok(
            files.some(({ path }) => path === source || path.startsWith(`${source}/`)) ||
              (source === 'code-env/resources' && resources !== undefined),
            `${source} is not there`,
          );
      });
    }

    test('nothing else is expected', () => {
      const files = new Set(['plan.json.txt', ...images.map(({ file }) => file)]);
      assert.deepEqual(
        readdirSync(expected).filter(file => !files.has(file)),
        [],
      );
    });
  });
}
