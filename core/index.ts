// What the faces may use: the only file of the core that they import.
export { check } from './check.ts';
export { registryOf } from './container-config.ts';
export {
  type EnvChoices,
  type NodeType,
  newDefinition,
  usualChoices,
} from './create/definition.ts';
export { importFile, isImportable } from './create/import-file.ts';
export type { Imported } from './create/imported.ts';
export { type InstanceChoices, newInstance } from './create/instance.ts';
export * from './create/interpreters.ts';
export { newEnvPlace, placeOfNewEnv } from './create/place.ts';
export { takeOver } from './create/take-over.ts';
export { newWorkloads } from './create/workload.ts';
export { possibleNames } from './env-names.ts';
export * from './files.ts';
export { editsOf, type FixedText, fixAll, type Repair } from './fix.ts';
export { type BakeTarget, renderBake } from './image/bake.ts';
export * from './image/base-image.ts';
export * from './image/content.ts';
export * from './image/dockerfile.ts';
export * from './image/failure.ts';
export * from './image/failure-class.ts';
export { instructionInWords } from './image/instruction.ts';
export * from './image/lock.ts';
export { wasMadeFrom } from './image/made-from.ts';
export type { Line, Origin } from './image/origin.ts';
export {
  canStandOnPackages,
  packagesPart,
  partKindOf,
  partName,
  type SharedPackages,
  sharedPackagesOf,
} from './image/part.ts';
export * from './image/plan.ts';
export { previewDockerfile } from './image/preview.ts';
export * from './image/prune.ts';
export type { PushTarget } from './image/push.ts';
export { findExposure, redact, redactorOf } from './image/secret.ts';
export * from './image/state.ts';
export { isInstallation, type Step } from './image/steps.ts';
export * from './image-reference.ts';
export { jobName } from './kubernetes-name.ts';
export { complete } from './language/complete.ts';
export type { Completion } from './language/completion.ts';
export { type Fold, foldsIn } from './language/folding.ts';
export { type FormatOptions, formatEdits } from './language/format.ts';
export { type Hover, hover } from './language/hover.ts';
export { type InlayHint, inlayHints } from './language/inlay-hints.ts';
export { indentNewLine } from './language/line-break.ts';
export { linkedNames } from './language/linked-names.ts';
export { type Link, linksIn } from './language/links.ts';
export { editsForMoves, type Move } from './language/moved-files.ts';
export type { PlacedEdit } from './language/name-edits.ts';
export { definitionAt, highlightsAt, referencesAt, type Target } from './language/navigate.ts';
export { type OutlineItem, outline } from './language/outline.ts';
export type { Changes, Refactoring } from './language/refactoring.ts';
export { refactorings } from './language/refactorings.ts';
export { prepareRename, type Refusal, type Renaming, rename } from './language/rename.ts';
export { selectionSpans } from './language/selection-spans.ts';
export {
  type SemanticToken,
  semanticTokens,
  tokenModifiers,
  tokenTypes,
} from './language/semantic-tokens.ts';
export { type Signature, signatureAt } from './language/signature.ts';
export { type SilencingComment, silencingComment } from './language/silencing-comment.ts';
export { countedNames, countInWords, type Use, usesAt } from './language/uses.ts';
export { namesIn, type WorkspaceName } from './language/workspace-symbols.ts';
export { mistakenLevels, type RuleLevels, readLevels } from './levels.ts';
export * from './model.ts';
export type { FileChange, Fix, Problem, Related, Severity } from './problem.ts';
export { type FileTree, Project, type ReadDocument, type ReadFile, readFile } from './project.ts';
export type { CodeEnvSubject, Instance, PackagesSubject, Rule } from './rule.ts';
export { rules } from './rules/index.ts';
export type { ClusterPlace } from './run/cluster-place.ts';
export { importCommandOf } from './run/command.ts';
export * from './run/imports.ts';
export * from './run/kernel-plan.ts';
export type { Limits } from './run/limits.ts';
export * from './run/run-plan.ts';
export { type RunnableWorkload, runnableWorkloads } from './run/workloads.ts';
export type { Kind } from './schema.ts';
export { configNames, selectedConfigs } from './selection.ts';
export type { Source } from './source.ts';
export { suggest } from './suggest.ts';
export * from './text.ts';
export { stringify as writeYaml } from './yaml.ts';
