// An instance whose images are a matrix: four code envs, each on top of five base images.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Everything that is built for it has this in its name. */
export const repository = 'code-envs-bench';

const envs = ['churn', 'demand', 'fraud', 'pricing'];
const bases = ['root', 'large', 'plots', 'reports', 'text'];

/** How many images that is. */
export const imageCount = envs.length * bases.length;

/**
 * Makes wheels of 200 modules each, `data-a` … `data-d`, which pip unpacks and compiles: small ones, for data science.
 */
const makeWheels = `import os, subprocess, sys
for name in 'abcd':
    os.makedirs(f'/tmp/{name}/data_{name}')
    for module in range(200):
        with open(f'/tmp/{name}/data_{name}/m{module}.py', 'w') as file:
            for i in range(60):
                file.write(f'def f{i}(x, y={i}):\\n    """Adds."""\\n    return [x + y * {i} + k for k in range(x) if k % {i + 1}]\\n\\n')
    open(f'/tmp/{name}/data_{name}/__init__.py', 'w').close()
    with open(f'/tmp/{name}/setup.py', 'w') as file:
        file.write(f"from setuptools import setup; setup(name='data-{name}', version='1.0', packages=['data_{name}'])")
    subprocess.check_call([sys.executable, '-m', 'pip', 'wheel', '--quiet', '--no-build-isolation', '--no-deps', '--no-index', '-w', '/opt/wheels', f'/tmp/{name}'])
`;

/** Writes the instance with its definitions and the Dockerfiles of its base images. */
export function writeMatrix(folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('base-images/root/make_wheels.py', makeWheels);
  write(
    'base-images/root/Dockerfile',
    `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv python3-pip python3-setuptools python3-wheel && rm -rf /var/lib/apt/lists/*
COPY make_wheels.py /tmp/
RUN python3 /tmp/make_wheels.py
`,
  );
  for (const base of bases.slice(1))
    write(`base-images/${base}/Dockerfile`, `FROM ${repository}/root:1\nRUN echo ${base} > /etc/${base}\n`);
  write(
    'container-configs.yaml',
    `dssVersion: 14.3.2
installId: ${repository}
baseImages:
${bases.map(base => `  - { tag: "${repository}/${base}:1", context: base-images/${base} }\n`).join('')}
executionConfigs:
${bases.map(base => `  - { name: ${base}, type: DOCKER, usableBy: ALL, baseImage: "${repository}/${base}:1" }\n`).join('')}`,
  );
  for (const [i, env] of envs.entries())
    write(
      `envs/${env}/code-env.yaml`,
      `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
allContainerConfs: true
specPackageList: |
  data-${'abcd'[i]}==1.0
  data-${'bcda'[i]}==1.0
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/wheels]
`,
    );
}
