import { after, test } from 'node:test';
import { testEngine } from './engine-suite.ts';
import { openRealEngine } from './real-engine.ts';

const real = await openRealEngine('oldest');

if (typeof real === 'string') test('Docker 20.10', t => t.skip(real));
else {
  after(() => real.stop());
  testEngine(real);
}
