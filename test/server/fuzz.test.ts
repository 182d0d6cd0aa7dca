import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { chooseSeed, Fuzz } from './fuzz.ts';

const seed = chooseSeed();

suite(`broken texts by FUZZ_SEED=${seed}; npm run fuzz asks about many more`, () => {
  const fuzz = new Fuzz(seed);
  before(() => fuzz.start());
  after(() => fuzz.stop());

  test('with mistakes in them', async () => {
    await fuzz.askAboutSpoiltTexts(2000);
    assert.deepEqual(fuzz.report.failures, []);
  });

  test('cut off', async () => {
    await fuzz.askAboutCutTexts(400);
    assert.deepEqual(fuzz.report.failures, []);
  });
});
