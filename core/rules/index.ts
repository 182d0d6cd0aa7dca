import type { Rule } from '../rule.ts';
import { baseImageContext } from './base-image-context.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { baseImageTag } from './base-image-tag.ts';
import { baseImageTypeFits } from './base-image-type-fits.ts';
import { baseImageUnused } from './base-image-unused.ts';
import { condaPackageLine } from './conda-package-line.ts';
import { condaPackagesRead } from './conda-packages-read.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseBuiltinAdditions } from './containers-refuse-builtin-additions.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { containersRefuseLocalPackages } from './containers-refuse-local-packages.ts';
import { containersRefusePluginCode } from './containers-refuse-plugin-code.ts';
import { containersRefusePythonpath } from './containers-refuse-pythonpath.ts';
import { corePackageConflict } from './core-package-conflict.ts';
import { corePackagePinned } from './core-package-pinned.ts';
import { corePackagesFitInterpreter } from './core-packages-fit-interpreter.ts';
import { corePackagesSetRead } from './core-packages-set-read.ts';
import { customInterpreterNamed } from './custom-interpreter-named.ts';
import { customProperty } from './custom-property.ts';
import { defaultContainerConfigExists } from './default-container-config-exists.ts';
import { defaultEnvExists } from './default-env-exists.ts';
import { defaultKubernetesCluster } from './default-kubernetes-cluster.ts';
import { devToolRequested } from './dev-tool-requested.ts';
import { dockerResource } from './docker-resource.ts';
import { dssVersion } from './dss-version.ts';
import { dummyPackage } from './dummy-package.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateListKey } from './duplicate-list-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { duplicatePackage } from './duplicate-package.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { envName } from './env-name.ts';
import { envNamedOnce } from './env-named-once.ts';
import { extendedResourceLimit } from './extended-resource-limit.ts';
import { externalCondaNamed } from './external-conda-named.ts';
import { fragmentComplete } from './fragment-complete.ts';
import { fragmentCopySource } from './fragment-copy-source.ts';
import { fragmentDistribution } from './fragment-distribution.ts';
import { fragmentInstruction } from './fragment-instruction.ts';
import { fragmentPipInstall } from './fragment-pip-install.ts';
import { fragmentSyntax } from './fragment-syntax.ts';
import { fragmentWithoutFrom } from './fragment-without-from.ts';
import { gitWithoutCommit } from './git-without-commit.ts';
import { hashForEveryPackage } from './hash-for-every-package.ts';
import { imageBuildConfigExists } from './image-build-config-exists.ts';
import { imageReference } from './image-reference.ts';
import { indexInListOverHttp } from './index-in-list-over-http.ts';
import { indexOverHttp } from './index-over-http.ts';
import { installerPinned } from './installer-pinned.ts';
import { interpreterSupported } from './interpreter-supported.ts';
import { keyOfLanguage } from './key-of-language.ts';
import { keyOfThisVersion } from './key-of-this-version.ts';
import { kubernetesName } from './kubernetes-name.ts';
import { kubernetesNeedsRegistry } from './kubernetes-needs-registry.ts';
import { kubernetesQuantity } from './kubernetes-quantity.ts';
import { listWithoutFiles } from './list-without-files.ts';
import { lockFitsDefinition } from './lock-fits-definition.ts';
import { missingKey } from './missing-key.ts';
import { modeFitsNode } from './mode-fits-node.ts';
import { mxnetNeedsNumpy } from './mxnet-needs-numpy.ts';
import { nameListedOnce } from './name-listed-once.ts';
import { notebookNeedsJupyter } from './notebook-needs-jupyter.ts';
import { optionOneToken } from './option-one-token.ts';
import { optionsRead } from './options-read.ts';
import { packageInBothLists } from './package-in-both-lists.ts';
import { packageNotPinned } from './package-not-pinned.ts';
import { passwordInExtraOptions } from './password-in-extra-options.ts';
import { passwordInRequirements } from './password-in-requirements.ts';
import { permissionsRead } from './permissions-read.ts';
import { pluginInterpreters } from './plugin-interpreters.ts';
import { pluginRequirementsFile } from './plugin-requirements-file.ts';
import { prePushFitsRegistry } from './pre-push-fits-registry.ts';
import { pysparkRequested } from './pyspark-requested.ts';
import { rPackageLine } from './r-package-line.ts';
import { rVersionIsMinimum } from './r-version-is-minimum.ts';
import { repositoryUrl } from './repository-url.ts';
import { requestOverLimit } from './request-over-limit.ts';
import { requirementMarker } from './requirement-marker.ts';
import { requirementOption } from './requirement-option.ts';
import { requirementSyntax } from './requirement-syntax.ts';
import { requirementVersion } from './requirement-version.ts';
import { resourcesCacheBeforeImport } from './resources-cache-before-import.ts';
import { resourcesClearFirst } from './resources-clear-first.ts';
import { resourcesFetch } from './resources-fetch.ts';
import { resourcesFunction } from './resources-function.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { resourcesModelRevision } from './resources-model-revision.ts';
import { resourcesOnlyInScript } from './resources-only-in-script.ts';
import { resourcesPathRelative } from './resources-path-relative.ts';
import { runtimeAdditionFits } from './runtime-addition-fits.ts';
import { runtimeAdditionMissing } from './runtime-addition-missing.ts';
import { settingsOfNode } from './settings-of-node.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { usableByGroups } from './usable-by-groups.ts';
import { versionsFitMode } from './versions-fit-mode.ts';
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

export const rules: readonly Rule[] = [
  baseImageContext,
  baseImageOfThisVersion,
  baseImageTag,
  baseImageTypeFits,
  baseImageUnused,
  condaPackageLine,
  condaPackagesRead,
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseBuiltinAdditions,
  containersRefuseCustomInterpreter,
  containersRefuseLocalPackages,
  containersRefusePluginCode,
  containersRefusePythonpath,
  corePackageConflict,
  corePackagePinned,
  corePackagesFitInterpreter,
  corePackagesSetRead,
  customInterpreterNamed,
  customProperty,
  defaultContainerConfigExists,
  defaultEnvExists,
  defaultKubernetesCluster,
  devToolRequested,
  dockerResource,
  dssVersion,
  dummyPackage,
  duplicateKey,
  duplicateListKey,
  duplicateName,
  duplicatePackage,
  emptyFile,
  envHasContainerConfig,
  envName,
  envNamedOnce,
  extendedResourceLimit,
  externalCondaNamed,
  fragmentComplete,
  fragmentCopySource,
  fragmentDistribution,
  fragmentInstruction,
  fragmentPipInstall,
  fragmentSyntax,
  fragmentWithoutFrom,
  gitWithoutCommit,
  hashForEveryPackage,
  imageBuildConfigExists,
  imageReference,
  indexInListOverHttp,
  indexOverHttp,
  installerPinned,
  interpreterSupported,
  keyOfLanguage,
  keyOfThisVersion,
  kubernetesName,
  kubernetesNeedsRegistry,
  kubernetesQuantity,
  listWithoutFiles,
  missingKey,
  modeFitsNode,
  lockFitsDefinition,
  mxnetNeedsNumpy,
  nameListedOnce,
  notebookNeedsJupyter,
  optionOneToken,
  optionsRead,
  packageInBothLists,
  packageNotPinned,
  passwordInExtraOptions,
  passwordInRequirements,
  permissionsRead,
  pluginInterpreters,
  pluginRequirementsFile,
  prePushFitsRegistry,
  pysparkRequested,
  rPackageLine,
  rVersionIsMinimum,
  repositoryUrl,
  requestOverLimit,
  requirementMarker,
  requirementOption,
  requirementSyntax,
  requirementVersion,
  resourcesCacheBeforeImport,
  resourcesClearFirst,
  resourcesFetch,
  resourcesFunction,
  resourcesModeFits,
  resourcesModelRevision,
  resourcesOnlyInScript,
  resourcesPathRelative,
  runtimeAdditionFits,
  runtimeAdditionMissing,
  settingsOfNode,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  usableByGroups,
  versionsFitMode,
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
