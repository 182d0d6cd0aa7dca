import type { Rule } from '../rule.ts';
import { baseImageContext } from './base-image-context.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { baseImageTag } from './base-image-tag.ts';
import { baseImageTypeFits } from './base-image-type-fits.ts';
import { baseImageUnused } from './base-image-unused.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { customProperty } from './custom-property.ts';
import { defaultContainerConfigExists } from './default-container-config-exists.ts';
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
import { prePushFitsRegistry } from './pre-push-fits-registry.ts';
import { repositoryUrl } from './repository-url.ts';
import { requestOverLimit } from './request-over-limit.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { usableByGroups } from './usable-by-groups.ts';
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
  containersRefuseCustomInterpreter,
  customProperty,
  defaultContainerConfigExists,
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
  prePushFitsRegistry,
  repositoryUrl,
  requestOverLimit,
  resourcesModeFits,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  usableByGroups,
  wrongType,
  yamlSyntax,
];
