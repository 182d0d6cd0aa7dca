import type { Rule } from '../rule.ts';
import { baseImageOfThisVersion } from './base-image-of-this-version.ts';
import { containerConfigExists } from './container-config-exists.ts';
import { containerConfsRead } from './container-confs-read.ts';
import { containersNeedManagedEnv } from './containers-need-managed-env.ts';
import { containersRefuseCustomInterpreter } from './containers-refuse-custom-interpreter.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateName } from './duplicate-name.ts';
import { emptyFile } from './empty-file.ts';
import { envHasContainerConfig } from './env-has-container-config.ts';
import { imageReference } from './image-reference.ts';
import { keyOfThisVersion } from './key-of-this-version.ts';
import { missingKey } from './missing-key.ts';
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
  containerConfigExists,
  containerConfsRead,
  containersNeedManagedEnv,
  containersRefuseCustomInterpreter,
  duplicateKey,
  duplicateName,
  emptyFile,
  envHasContainerConfig,
  imageReference,
  keyOfThisVersion,
  missingKey,
  resourcesModeFits,
  specGivenTwice,
  unknownKey,
  unknownValue,
  unusedSilence,
  wrongType,
  yamlSyntax,
];
