import type { Rule } from '../rule.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { condaPackagesRead } from './conda-packages-read.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { corePackagesFitInterpreter } from './core-packages-fit-interpreter.ts';
import { corePackagesSetRead } from './core-packages-set-read.ts';
import { customInterpreterNamed } from './custom-interpreter-named.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { envName } from './env-name.ts';
import { externalCondaNamed } from './external-conda-named.ts';
import { fragmentComplete } from './fragment-complete.ts';
import { fragmentCopySource } from './fragment-copy-source.ts';
import { fragmentDistribution } from './fragment-distribution.ts';
import { fragmentInstruction } from './fragment-instruction.ts';
import { fragmentPipInstall } from './fragment-pip-install.ts';
import { fragmentSyntax } from './fragment-syntax.ts';
import { fragmentWithoutFrom } from './fragment-without-from.ts';
import { imageReference } from './image-reference.ts';
import { indexOverHttp } from './index-over-http.ts';
import { interpreterSupported } from './interpreter-supported.ts';
import { keyOfLanguage } from './key-of-language.ts';
import { missingKey } from './missing-key.ts';
import { modeFitsNode } from './mode-fits-node.ts';
import { optionOneToken } from './option-one-token.ts';
import { optionsRead } from './options-read.ts';
import { permissionsRead } from './permissions-read.ts';
import { pluginInterpreters } from './plugin-interpreters.ts';
import { pluginRequirementsFile } from './plugin-requirements-file.ts';
import { resourcesCacheBeforeImport } from './resources-cache-before-import.ts';
import { resourcesClearFirst } from './resources-clear-first.ts';
import { resourcesFetch } from './resources-fetch.ts';
import { resourcesFunction } from './resources-function.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { resourcesModelRevision } from './resources-model-revision.ts';
import { resourcesPathRelative } from './resources-path-relative.ts';
import { runtimeAdditionFits } from './runtime-addition-fits.ts';
import { runtimeAdditionMissing } from './runtime-addition-missing.ts';
import { settingsOfNode } from './settings-of-node.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { versionsFitMode } from './versions-fit-mode.ts';
import { wrongType } from './wrong-type.ts';
import { yamlSyntax } from './yaml-syntax.ts';

/** Every rule. An id that was used once is never used for another rule. */
export const rules: readonly Rule[] = [
  baseImageOfThisVersion,
  condaPackagesRead,
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseCustomInterpreter,
  corePackagesFitInterpreter,
  corePackagesSetRead,
  customInterpreterNamed,
  duplicateKey,
  duplicateName,
  emptyFile,
  envHasContainerConfig,
  envName,
  externalCondaNamed,
  fragmentComplete,
  fragmentCopySource,
  fragmentDistribution,
  fragmentInstruction,
  fragmentPipInstall,
  fragmentSyntax,
  fragmentWithoutFrom,
  imageReference,
  indexOverHttp,
  interpreterSupported,
  keyOfLanguage,
  missingKey,
  modeFitsNode,
  optionOneToken,
  optionsRead,
  permissionsRead,
  pluginInterpreters,
  pluginRequirementsFile,
  resourcesCacheBeforeImport,
  resourcesClearFirst,
  resourcesFetch,
  resourcesFunction,
  resourcesModeFits,
  resourcesModelRevision,
  resourcesPathRelative,
  runtimeAdditionFits,
  runtimeAdditionMissing,
  settingsOfNode,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  versionsFitMode,
  wrongType,
  yamlSyntax,
];
