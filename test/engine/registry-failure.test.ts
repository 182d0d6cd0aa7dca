import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRegistryFailure } from '../../engine/registry-failure.ts';

// What engines say of registries that cannot run here.
const cases: readonly (readonly [verb: 'pulling' | 'pushing', loggedIn: boolean, said: string, RegExp])[] = [
  [
    'pushing',
    true,
    "name unknown: The repository with name 'dss/env' does not exist in the registry with id '123456789012'",
    /registry\.example\.com has nothing of this name .* Create the repository there first/,
  ],
  [
    'pushing',
    true,
    'denied: requested access to the resource is denied',
    /stored login of registry\.example\.com may not push to .*create the repository/,
  ],
  [
    'pulling',
    false,
    "pull access denied for dss/env, repository does not exist or may require 'docker login': denied",
    /lets nobody pull from this repository without a login.*`docker login registry\.example\.com`/,
  ],
  [
    'pulling',
    false,
    'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
    /cannot reach the registry/,
  ],
  ['pushing', true, 'unauthorized: authentication required', /does not accept the stored login/],
];

for (const [verb, loggedIn, said, expected] of cases) {
  test(`${verb}: ${said.slice(0, 60)}`, () => {
    const registry = 'registry.example.com';
    const error = describeRegistryFailure(said, {
      doing: `${verb} ${registry}/dss/env:1`,
      registry,
      loggedIn,
    });
    assert.match(error.message, expected);
    assert.ok(error.message.includes(said));
  });
}

test('what nobody foresaw is said as the engine says it', () => {
  const request = { doing: 'pushing a:1', registry: 'docker.io', loggedIn: false };
  assert.equal(
    describeRegistryFailure('the moon is full', request).message,
    'The engine failed at pushing a:1: the moon is full',
  );
});
