// `--builder buildx` where the plugin was never installed.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runBuildx } from '../../cli/builders/bake.ts';
import { makeFolder } from './run-cli.ts';

const signal = new AbortController().signal;
/** The answers of Docker 28 and of 20.10. */
const answers = [
  "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information",
  "docker: 'buildx' is not a docker command.\nSee 'docker --help'",
];

for (const answer of answers)
  test(`a sentence says what to install: ${answer.split('\n')[0]}`, async () => {
    const folder = makeFolder({ docker: `#!/bin/sh\necho "${answer}" >&2\nexit 1\n` });
    chmodSync(join(folder, 'docker'), 0o755);
    await assert.rejects(runBuildx(['inspect'], { signal, environment: { PATH: folder } }), {
      name: 'EngineError',
      message:
        'The program `docker` is without its plugin buildx. Install it (on Debian 13 the package docker-buildx, elsewhere https://docs.docker.com/go/buildx/), or build without `--builder buildx`.',
    });
  });
