import { after, test } from 'node:test';
import { type RealRegistry, startRegistry, unpackRegistry } from '../engine/real-registry.ts';
import { type CliEngine, openCliEngine } from './real-instance.ts';

/** Makes the tests of `define` with a real engine and two real registries, one that lets everybody in and one with a password; where these cannot be, one that is skipped. */
export async function testWithRegistries(
  define: (
    engine: CliEngine,
    registries: { readonly open: RealRegistry; readonly closed: RealRegistry },
  ) => void,
): Promise<void> {
  const missing = await unpackRegistry();
  const engine = await openCliEngine();
  if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
  else if (missing !== undefined) test('a registry', t => t.skip(missing));
  else {
    const open = await startRegistry();
    const closed = await startRegistry({ password: true });
    after(() => Promise.all([open.stop(), closed.stop()]));
    define(engine, { open, closed });
  }
}
