import type { Rule } from '../rule.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseBuiltinAdditions } from './containers-refuse-builtin-additions.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { containersRefusePythonpath } from './containers-refuse-pythonpath.ts';
import { defaultEnvExists } from './default-env-exists.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { imageReference } from './image-reference.ts';
import { missingKey } from './missing-key.ts';
import { notebookNeedsJupyter } from './notebook-needs-jupyter.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { workloadConfigExists } from './workload-config-exists.ts';
import { workloadEnvExists } from './workload-env-exists.ts';
import { workloadFileExists } from './workload-file-exists.ts';
import { workloadFileFits } from './workload-file-fits.ts';
import { workloadImageSelected } from './workload-image-selected.ts';
import { workloadLanguageMatchesEnv } from './workload-language-matches-env.ts';
import { workloadNamedOnce } from './workload-named-once.ts';
import { workloadNeedsManagedEnv } from './workload-needs-managed-env.ts';
import { workloadSelectionNamed } from './workload-selection-named.ts';
import { workloadSelectionRead } from './workload-selection-read.ts';
import { wrongType } from './wrong-type.ts';
import { yamlSyntax } from './yaml-syntax.ts';

/** Every rule. An id that was used once is never used for another rule. */
export const rules: readonly Rule[] = [
  baseImageOfThisVersion,
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseBuiltinAdditions,
  containersRefuseCustomInterpreter,
  containersRefusePythonpath,
  defaultEnvExists,
  duplicateKey,
  duplicateName,
  emptyFile,
  envHasContainerConfig,
  imageReference,
  missingKey,
  notebookNeedsJupyter,
  resourcesModeFits,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  workloadConfigExists,
  workloadEnvExists,
  workloadFileExists,
  workloadFileFits,
  workloadImageSelected,
  workloadLanguageMatchesEnv,
  workloadNamedOnce,
  workloadNeedsManagedEnv,
  workloadSelectionNamed,
  workloadSelectionRead,
  wrongType,
  yamlSyntax,
];
