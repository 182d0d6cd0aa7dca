import type { Rule } from '../rule.ts';
import { baseImageContext } from './base-image-context.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { baseImageTag } from './base-image-tag.ts';
import { baseImageTypeFits } from './base-image-type-fits.ts';
import { baseImageUnused } from './base-image-unused.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseBuiltinAdditions } from './containers-refuse-builtin-additions.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { containersRefusePythonpath } from './containers-refuse-pythonpath.ts';
import { customProperty } from './custom-property.ts';
import { defaultContainerConfigExists } from './default-container-config-exists.ts';
import { defaultEnvExists } from './default-env-exists.ts';
import { defaultKubernetesCluster } from './default-kubernetes-cluster.ts';
import { dssVersion } from './dss-version.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateListKey } from './duplicate-list-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { extendedResourceLimit } from './extended-resource-limit.ts';
import { imageBuildConfigExists } from './image-build-config-exists.ts';
import { imageReference } from './image-reference.ts';
import { keyOfThisVersion } from './key-of-this-version.ts';
import { kubernetesName } from './kubernetes-name.ts';
import { kubernetesNeedsRegistry } from './kubernetes-needs-registry.ts';
import { kubernetesQuantity } from './kubernetes-quantity.ts';
import { missingKey } from './missing-key.ts';
import { notebookNeedsJupyter } from './notebook-needs-jupyter.ts';
import { prePushFitsRegistry } from './pre-push-fits-registry.ts';
import { repositoryUrl } from './repository-url.ts';
import { requestOverLimit } from './request-over-limit.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { usableByGroups } from './usable-by-groups.ts';
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
  baseImageContext,
  baseImageOfThisVersion,
  baseImageTag,
  baseImageTypeFits,
  baseImageUnused,
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseBuiltinAdditions,
  containersRefuseCustomInterpreter,
  containersRefusePythonpath,
  customProperty,
  defaultContainerConfigExists,
  defaultEnvExists,
  defaultKubernetesCluster,
  dssVersion,
  duplicateKey,
  duplicateListKey,
  duplicateName,
  emptyFile,
  envHasContainerConfig,
  extendedResourceLimit,
  imageBuildConfigExists,
  imageReference,
  keyOfThisVersion,
  kubernetesName,
  kubernetesNeedsRegistry,
  kubernetesQuantity,
  missingKey,
  notebookNeedsJupyter,
  prePushFitsRegistry,
  repositoryUrl,
  requestOverLimit,
  resourcesModeFits,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  usableByGroups,
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
