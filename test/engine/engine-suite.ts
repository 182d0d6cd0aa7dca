import { describe } from 'node:test';
import { testBuilds } from './builds.ts';
import { testContainers } from './containers.ts';
import { testFailingBuilds } from './failing-builds.ts';
import { testImages } from './images.ts';
import { testProxies } from './proxies.ts';
import type { RealEngine } from './real-engine.ts';
import { testRegistries } from './registries.ts';
import { testSecrets } from './secrets.ts';

/** Everything that {@link Engine} promises, on one real engine. */
export function testEngine(real: RealEngine): void {
  for (const builder of real.builders) {
    describe(`builds by ${builder}`, () => testBuilds(real, builder));
    describe(`proxies by ${builder}`, () => testProxies(real, builder));
    describe(`failing builds by ${builder}`, () => testFailingBuilds(real, builder));
  }
  if (real.builders.includes('buildkit')) describe('secrets', () => testSecrets(real));
  describe('containers', () => testContainers(real));
  describe('images', () => testImages(real));
  // Podman takes no registry without TLS.
  if (real.builders.includes('buildkit')) describe('registries', () => testRegistries(real));
}
