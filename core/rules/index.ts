import type { Rule } from '../rule.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { condaPackageLine } from './conda-package-line.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { containersRefuseLocalPackages } from './containers-refuse-local-packages.ts';
import { corePackageConflict } from './core-package-conflict.ts';
import { corePackagePinned } from './core-package-pinned.ts';
import { devToolRequested } from './dev-tool-requested.ts';
import { dummyPackage } from './dummy-package.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { duplicatePackage } from './duplicate-package.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { gitWithoutCommit } from './git-without-commit.ts';
import { hashForEveryPackage } from './hash-for-every-package.ts';
import { imageReference } from './image-reference.ts';
import { installerPinned } from './installer-pinned.ts';
import { missingKey } from './missing-key.ts';
import { packageInBothLists } from './package-in-both-lists.ts';
import { packageNotPinned } from './package-not-pinned.ts';
import { passwordInExtraOptions } from './password-in-extra-options.ts';
import { passwordInRequirements } from './password-in-requirements.ts';
import { pysparkRequested } from './pyspark-requested.ts';
import { rPackageLine } from './r-package-line.ts';
import { rVersionIsMinimum } from './r-version-is-minimum.ts';
import { requirementMarker } from './requirement-marker.ts';
import { requirementOption } from './requirement-option.ts';
import { requirementSyntax } from './requirement-syntax.ts';
import { requirementVersion } from './requirement-version.ts';
import { resourcesModeFits } from './resources-mode-fits.ts';
import { specGivenTwice } from './spec-given-twice.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unusedSilence } from './unused-silence.ts';
import { wrongType } from './wrong-type.ts';
import { yamlSyntax } from './yaml-syntax.ts';

/** Every rule. An id that was used once is never used for another rule. */
export const rules: readonly Rule[] = [
  baseImageOfThisVersion,
  condaPackageLine,
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseCustomInterpreter,
  containersRefuseLocalPackages,
  corePackageConflict,
  corePackagePinned,
  devToolRequested,
  dummyPackage,
  duplicateKey,
  duplicateName,
  duplicatePackage,
  emptyFile,
  envHasContainerConfig,
  gitWithoutCommit,
  hashForEveryPackage,
  imageReference,
  installerPinned,
  missingKey,
  packageInBothLists,
  packageNotPinned,
  passwordInExtraOptions,
  passwordInRequirements,
  pysparkRequested,
  rPackageLine,
  rVersionIsMinimum,
  requirementMarker,
  requirementOption,
  requirementSyntax,
  requirementVersion,
  resourcesModeFits,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  wrongType,
  yamlSyntax,
];
