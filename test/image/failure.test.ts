// From what pip, R, Python and Docker print to the line that the failure came from.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Explanation, explainFailure, nextSteps, renderDockerfile } from '../../core/index.ts';
import { planOf } from './fixture-case.ts';

type Files = Readonly<Record<string, string>>;

const instance = 'executionConfigs:\n  - name: cpu\n    baseImage: company/base:1\n';

const inline: Files = {
  '/w/container-configs.yaml': instance,
  '/w/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON39
installCorePackages: true
specPackageList: |
  # ours
  tiny-sklearn
  tiny_pandas==2.1.0
containerConfs: [cpu]
resourcesInitScript: |
  import os

  def fetch():
      raise ValueError("no network")

  fetch()
dockerImageResources: INIT
dockerfileAtStart: |
  RUN true
  ENV A=1
  RUN false
dockerfileAfterPackages: |
  RUN pip install more
`,
};

const files: Files = {
  '/w/container-configs.yaml': instance,
  '/w/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n',
  '/w/spec/requirements.txt': 'tiny-sklearn\ntiny-pandas==2.1.0\n',
};

const r: Files = {
  '/w/container-configs.yaml': instance,
  '/w/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n',
  '/w/spec/rPackages.txt': '"jsonlite",\n\n"companyforecast","9.0"\n',
};

/** Explains what an instruction of the image printed when it failed; the engine counts as BuildKit does. */
function explain(of: Files, instruction: RegExp, output: string): string {
  const [image] = planOf(of).images;
  assert.ok(image);
  const dockerfile = renderDockerfile(image);
  const counted = dockerfile.text.split('\n').filter(line => /^(FROM|RUN|COPY|ADD|WORKDIR) /.test(line));
  const step = counted.findIndex(line => instruction.test(line)) + 1;
  assert.ok(step > 0, `no instruction is like ${instruction}`);
  return shown(
    explainFailure(image, dockerfile, {
      step,
      total: counted.length,
      message: `step ${step} ended with exit code 1`,
      output,
    }),
  );
}

/** `file:line: message`, counted from 1. */
function shown({ origin, message }: Explanation): string {
  return `${origin.path.slice('/w/'.length)}:${origin.line + 1}: ${message}`;
}

suite('pip', () => {
  const pip = /"pip","install"/;
  const requirements = '/opt/dataiku/code-env/spec/requirements.txt';

  test('a package that is nowhere: the line that asks for it', () => {
    const output =
      'ERROR: Could not find a version that satisfies the requirement tiny-pandas==2.1.0 (from versions: 2.0)\nERROR: No matching distribution found for tiny-pandas==2.1.0\n';
    assert.equal(
      explain(inline, pip, output),
      'code-env.yaml:8: No matching distribution found for tiny-pandas==2.1.0.',
    );
    assert.equal(
      explain(files, pip, output),
      'spec/requirements.txt:2: No matching distribution found for tiny-pandas==2.1.0.',
    );
  });

  test('a package that another one needs: the line of that, or where the packages begin', () => {
    const output = (needed: string) =>
      `ERROR: Could not find a version that satisfies the requirement numpy<2,>=1.22${needed} (from versions: none)\nERROR: No matching distribution found for numpy<2,>=1.22\n`;
    assert.equal(
      explain(inline, pip, output(' (from tiny-sklearn)')),
      'code-env.yaml:7: No matching distribution found for numpy<2,>=1.22, which tiny-sklearn needs.',
    );
    assert.equal(
      explain(inline, pip, output(' (from tiny-base)')),
      'code-env.yaml:5: No matching distribution found for numpy<2,>=1.22, which tiny-base needs.',
    );
    assert.equal(
      explain(inline, pip, output('')),
      'code-env.yaml:5: No matching distribution found for numpy<2,>=1.22, which another package needs.',
    );
  });

  test('a requirement that is none', () => {
    assert.equal(
      explain(inline, pip, `ERROR: Invalid requirement: 'tiny pandas !!' (from line 3 of ${requirements})\n`),
      `code-env.yaml:8: Invalid requirement: 'tiny pandas !!' (from line 3 of ${requirements})`,
    );
  });

  test('requirements that do not go together: the first that pip names', () => {
    const output = `ERROR: Cannot install -r ${requirements} (line 2) and tiny-numpy>=2 because these package versions have conflicting dependencies.\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io\n`;
    assert.equal(
      explain(inline, pip, output),
      `code-env.yaml:7: Cannot install -r ${requirements} (line 2) and tiny-numpy>=2 because these package versions have conflicting dependencies.`,
    );
  });

  test('requirements that do not go together, as they are written: the first that was requested', () => {
    const output =
      'ERROR: Cannot install numpy<2, tiny-pandas==2.1.0 and tiny-sklearn because these package versions have conflicting dependencies.\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io\n';
    assert.equal(
      explain(inline, pip, output),
      'code-env.yaml:7: Cannot install numpy<2, tiny-pandas==2.1.0 and tiny-sklearn because these package versions have conflicting dependencies.',
    );
  });

  test('a hash that is another', () => {
    const output = `ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n    tiny-pandas==2.1.0 from https://x (from -r ${requirements} (line 2)):\n        Expected sha256 aa\n             Got        bb\n`;
    assert.match(explain(files, pip, output), /^spec\/requirements\.txt:2: THESE PACKAGES DO NOT MATCH/);
  });

  test('a core package that nobody wrote: where they are asked for', () => {
    assert.equal(
      explain(inline, pip, 'ERROR: No matching distribution found for pandas\n'),
      'code-env.yaml:4: No matching distribution found for pandas, which installCorePackages adds.',
    );
  });

  test('words that nobody knows: the last of them, where the packages begin', () => {
    assert.equal(explain(inline, pip, 'Killed\n'), 'code-env.yaml:5: step 6 ended with exit code 1: Killed');
  });
});

suite('R', () => {
  const install = /install_packages\.R/;
  test('a package that is nowhere', () => {
    assert.equal(
      explain(r, install, "trying …\nrPackages.txt line 3: companyforecast: package 'x' is not available\n"),
      "spec/rPackages.txt:3: companyforecast: package 'x' is not available",
    );
  });
  test('no Rscript in the base image', () => {
    assert.match(
      explain(r, install, 'exec: "Rscript": executable file not found in $PATH\n'),
      /^code-env\.yaml:1: The base image company\/base:1 has no Rscript\./,
    );
  });
});

suite('the resources script', () => {
  const script = /run_resources_init\.py/;
  const at = (line: number) => `  File "/opt/dataiku/code-env/init/resources_init.py", line ${line}, in x\n`;
  test('an exception: the innermost line of the script', () => {
    const output = `Traceback (most recent call last):\n  File "/usr/lib/python3.11/runpy.py", line 88\n${at(6)}    fetch()\n${at(4)}    raise\nValueError: no network\n`;
    assert.equal(explain(inline, script, output), 'code-env.yaml:14: ValueError: no network');
  });
  test('an error that the script only prints', () => {
    const output = `${at(6)}urllib.error.URLError: <urlopen error>\n`;
    assert.equal(explain(inline, script, output), 'code-env.yaml:16: urllib.error.URLError: <urlopen error>');
  });
  test('pip that the script calls is not the list of packages', () => {
    const output = `ERROR: No matching distribution found for nosuch\n${at(6)}subprocess.CalledProcessError: exit status 1\n`;
    assert.equal(
      explain(inline, script, output),
      'code-env.yaml:16: subprocess.CalledProcessError: exit status 1',
    );
  });
  test('an exit without a traceback: the script, wherever it stands', () => {
    assert.equal(
      explain(inline, script, 'giving up\n'),
      'code-env.yaml:11: step 9 ended with exit code 1: giving up',
    );
    const beside = { ...files, '/w/spec/resources_init.py': 'import sys\n\nsys.exit("giving up")\n' };
    assert.match(
      explain(beside, script, 'giving up\n'),
      /^spec\/resources_init\.py:1: step \d+ ended with exit code 1: giving up$/,
    );
    assert.match(
      explain(beside, script, `${at(3)}KeyError: 1\n`),
      /^spec\/resources_init\.py:3: KeyError: 1$/,
    );
  });
  test('an end that comes too early, behind the last line', () => {
    const output = `${at(7)}    \nSyntaxError: unexpected EOF while parsing\n`;
    assert.equal(
      explain(inline, script, output),
      'code-env.yaml:16: SyntaxError: unexpected EOF while parsing',
    );
  });
});

suite('Docker', () => {
  test('a fragment: its line', () => {
    assert.equal(explain(inline, /^RUN false/, ''), 'code-env.yaml:21: step 3 ended with exit code 1');
  });
  test('pip in a fragment is not the list of packages', () => {
    assert.match(
      explain(inline, /pip install more/, 'ERROR: No matching distribution found for more\n'),
      /^code-env\.yaml:23: step \d+ ended with exit code 1: ERROR: No matching distribution found for more/,
    );
  });
  test('a missing interpreter: the key that names it', () => {
    assert.equal(
      explain(inline, /"venv"/, 'exec: "python3.9": executable file not found in $PATH\n'),
      'code-env.yaml:3: The base image company/base:1 has no python3.9. Install it there, or choose what it has.',
    );
  });

  const [image] = planOf(inline).images;
  assert.ok(image);

  test('a sentence of the engine is not gone on with', () => {
    const failure = { step: 3, total: 9, message: 'The disk is full.', output: '0 bytes copied\n' };
    assert.equal(explainFailure(image, dockerfile, failure).message, 'The disk is full.');
  });

  const dockerfile = renderDockerfile(image);

  test('the classic builder counts all instructions', () => {
    const all = dockerfile.text.split('\n').filter(line => /^[A-Z]+ /.test(line));
    const failure = { step: all.indexOf('RUN false') + 1, total: all.length, message: 'm', output: '' };
    assert.equal(explainFailure(image, dockerfile, failure).origin.line, 20);
  });

  for (const step of [undefined, 0, 1, 99]) {
    test(`a step ${step}: the definition`, () => {
      const failure = { step, total: 4, message: 'm', output: '' };
      assert.deepEqual(explainFailure(image, dockerfile, failure), {
        message: 'm',
        origin: { path: '/w/code-env.yaml', line: 0 },
        class: 'IMAGE_BUILD',
        nextStep: nextSteps.IMAGE_BUILD,
      });
    });
  }
});
