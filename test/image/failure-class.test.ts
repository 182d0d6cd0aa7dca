// The classes of failures, each from what pip, R, Conda, apt, Docker and BuildKit really print.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { classifyFailure, type FailureClass, nextSteps } from '../../core/index.ts';

const texts: Readonly<Record<FailureClass, readonly string[]>> = {
  VERSION_CONFLICT: [
    'ERROR: Cannot install -r /r.txt (line 1) and tiny-numpy>=2 because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n    The user requested tiny-numpy>=2\n    tiny-sklearn 1.0 depends on tiny-numpy<2\n\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts\n',
  ],
  MISSING_PACKAGE: [
    'ERROR: Could not find a version that satisfies the requirement nosuch==1 (from versions: none)\nERROR: No matching distribution found for nosuch==1\n',
    // One warning of the network, then an answer.
    "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(': Failed to establish a new connection: [Errno 111] Connection refused')': /simple/tiny/\nERROR: Could not find a version that satisfies the requirement tiny==9 (from versions: 2.1.0, 2.2.0)\nERROR: No matching distribution found for tiny==9\n",
    // Left out for another Python is an old version, not the one that was asked for.
    'ERROR: Ignored the following versions that require a different python version: 1.21.2 Requires-Python >=3.7,<3.11; 1.21.3 Requires-Python >=3.7,<3.11\nERROR: Could not find a version that satisfies the requirement numpy==1.99 (from versions: 1.26.4, 2.0.0)\nERROR: No matching distribution found for numpy==1.99\n',
    'rPackages.txt line 2: nosuch: package ‘nosuch’ is not available for this version of R\n',
    'Reading package lists...\nE: Unable to locate package libnosuch-dev\n',
  ],
  PYTHON_VERSION: [
    "ERROR: Package 'tiny' requires a different Python: 3.11.2 not in '>=3.99'\n",
    'ERROR: Ignored the following versions that require a different python version: 9.0 Requires-Python >=3.99\nERROR: Could not find a version that satisfies the requirement tiny==9.0 (from versions: 2.1.0)\nERROR: No matching distribution found for tiny==9.0\n',
    'ERROR: Ignored the following versions that require a different python version: 9.0 Requires-Python >=3.99\nERROR: Could not find a version that satisfies the requirement tiny (from versions: none)\nERROR: No matching distribution found for tiny\n',
    'The base image company/exec-base:1 has no python3.9. Install it there, or choose what it has.',
  ],
  BUILD_FAILURE: [
    'error: subprocess-exited-with-error\n\n× python setup.py bdist_wheel did not run successfully.\n│ exit code: 1\n',
    '  src/x.c:3:10: fatal error: Python.h: No such file or directory\n  ERROR: Failed building wheel for x\n',
    'ERROR: compilation failed for package ‘tinyC’\n* removing ‘/usr/local/lib/R/site-library/tinyC’\n',
  ],
  CONDA_ERROR: [
    'PackagesNotFoundError: The following packages are not available from current channels:\n\n  - nosuch\n',
    'UnsatisfiableError: The following specifications were found to be incompatible with each other:\n',
  ],
  NETWORK: [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/tiny/\nERROR: Could not find a version that satisfies the requirement tiny (from versions: none)\nERROR: No matching distribution found for tiny\n",
    "Err:1 http://mirror.example/debian bookworm InRelease\n  Temporary failure resolving 'mirror.example'\nE: Unable to locate package gcc\n",
    "Warning: unable to access index for repository http://127.0.0.1:8093/src/contrib:\n  cannot open URL 'http://127.0.0.1:8093/src/contrib/PACKAGES'\n",
    'failed to do request: Head "https://registry/v2/x/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused',
    'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://repo/noarch/repodata.json>\n',
  ],
  RESOURCES: [
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n',
    '`RUN make` (step 3 of 4) ended with exit code 137 (killed, as when memory runs out)',
    'Traceback (most recent call last):\nMemoryError\n',
  ],
  IMAGE_BUILD: [
    '{"success": false, "error": "denied"}',
    'denied: requested access to the resource is denied',
    'failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1',
    'exec: "Rscript": executable file not found in $PATH',
  ],
  ERR_CODEENV_UPDATE_FAILED: ['words that nobody knows'],
};

suite('classes of failures', () => {
  for (const [name, examples] of Object.entries(texts)) {
    for (const [i, text] of examples.entries())
      test(`${name} ${i + 1}`, () => assert.equal(classifyFailure(text), name));
  }

  test('each has a next step, which is a sentence', () => {
    assert.deepEqual(Object.keys(nextSteps).sort(), Object.keys(texts).sort());
    for (const step of Object.values(nextSteps)) assert.match(step, /^[A-Z].*\.$/);
  });

  test('where nothing tells, the given one counts', () => {
    assert.equal(classifyFailure('no good', 'IMAGE_BUILD'), 'IMAGE_BUILD');
    assert.equal(classifyFailure('No space left on device', 'IMAGE_BUILD'), 'RESOURCES');
  });
});
