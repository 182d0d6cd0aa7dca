import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { readPage } from './rule-page.ts';

/** The files of an example, by absolute path, and which of them is looked at. */
export interface Fixture {
  readonly path: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

const rules = join(import.meta.dirname, '../../core/rules');

const instance = `dssVersion: 14.3.2
baseImages:
  - tag: company/exec-base:dss-14.3.2
    context: base-images/exec
executionConfigs:
  - name: cpu
    type: DOCKER
    baseImage: company/exec-base:dss-14.3.2
  - name: gpu
    type: KUBERNETES
    # the cluster's
    kubernetesResources: { cpuLimit: 4, memLimitMB: 16384, customLimits: [{ key: nvidia.com/gpu, value: "1" }] }

defaultExecutionConfig: cpu
`;

/** Ways of writing that the rule pages do not have. */
const written: Readonly<Record<string, string>> = {
  '/w/a/code-env.yaml': `# all there is
envName: churn
envLang: PYTHON   # not R

deploymentMode: 'DESIGN_MANAGED'
pythonInterpreter: "PYTHON311"
description: one line
  and another
specPackageList: |
  scikit-learn==1.5.2

  xgboost==2.1.1   # not a comment
containerConfs:
- cpu
-   "gpu"
permissions:
    - group: data
      use: true

    - group: ops
envSettings:
    pipInstallExtraOptions: [
      --index-url,
      'https://example.com/a,b'
    ]
predefinedContainerHooks: [{ type: BASIC_GPU_ENABLING }]
`,
  '/w/b/code-env.yaml': `%YAML 1.2
---
envLang: &lang PYTHON
desc: &desc
  conda: false
---
{ envLang: R, "deploymentMode": DESIGN_MANAGED, desc: { conda: true } }
...
---
<<: *desc
envLang: PYTHON
description: >-
  folded

  text
dockerfileAtEnd: "two
  lines"
`,
  '/w/c/code-env/python/desc.json': `{
  "acceptedPythonInterpreters": ["PYTHON39", "PYTHON310"],
  "forceConda": false,
  "installCorePackages": true,
  "envSettings": { "inheritGlobalSettings": true }
}
`,
};

/** Every file of the rule pages, and some that are written in other ways. */
export function fixtures(): readonly Fixture[] {
  const found: Fixture[] = [];
  for (const name of readdirSync(rules).filter(name => name.endsWith('.md'))) {
    for (const example of readPage(readFileSync(join(rules, name), 'utf8'))) {
      const files = Object.fromEntries(
        Object.entries(example.files).map(([file, text]) => [`/w/${file}`, text]),
      );
      const project = new Project(memoryTree(files));
      for (const [path, text] of Object.entries(files))
        if (project.kindOf(path)) found.push({ path, text, files });
    }
  }
  const files = { '/w/container-configs.yaml': instance, ...written };
  for (const [path, text] of Object.entries(files)) found.push({ path, text, files });
  return found;
}
