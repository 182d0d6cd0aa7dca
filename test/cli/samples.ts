// Definitions that the tests of the command line begin with.

/** An instance with two configurations, and four code envs. */
export const instance: Readonly<Record<string, string>> = {
  'container-configs.yaml': `dssVersion: 14.3.2
installId: farm
baseImages:
  - tag: company/exec-base:1
    context: base
executionConfigs:
  - name: cpu
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base:1
  - name: gpu
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base-cuda:1
`,
  'base/Dockerfile': 'FROM debian\n',
  'churn/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
specPackageList: |
  scikit-learn==1.5.2
allContainerConfs: true
`,
  'forecast/code-env.yaml': `envLang: R
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu]
`,
  'byhand/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_NON_MANAGED
path: /opt/python
`,
  'plugin/code-env/python/desc.json':
    '{ "acceptedPythonInterpreters": ["PYTHON311"], "forceConda": false }\n',
};

/** A definition with an error that `fix` mends, one that it does not, and a warning. */
export const faulty = `# kept
envLang: PYTHON
deploymentMode: DESIGN_MANAGED
installCorePackages: "true"   # kept, too
containerConfs: [nowhere]
unheardOf: 1
`;
