// Base images that change, disks that are full, clocks that are wrong, and an engine with many images.
import { after, test } from 'node:test';
import { testBases } from './changing-bases.ts';
import { openOwnEngine } from './expendable-engine.ts';
import { testClocks, testManyImages } from './foreign-images.ts';
import { testFullDisk, testOwnDisk } from './full-disks.ts';

const own = await openOwnEngine();
if (typeof own === 'string') test('an engine of one’s own', t => t.skip(own));
else {
  after(() => own.stop());
  testBases(own);
  testClocks(own);
  testOwnDisk(own);
  testManyImages(own);
  testFullDisk(own);
}
