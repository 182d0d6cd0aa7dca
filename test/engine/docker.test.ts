import { after, describe, test } from 'node:test';
import { testConnecting } from './connecting.ts';
import { testEngine } from './engine-suite.ts';
import { openRealEngine } from './real-engine.ts';
import { testSsh } from './ssh.ts';

const real = await openRealEngine();

if (typeof real === 'string') test('a real engine', t => t.skip(real));
else {
  after(() => real.stop());
  describe('connecting', () => testConnecting(real));
  describe('ssh', () => testSsh(real));
  testEngine(real);
}
