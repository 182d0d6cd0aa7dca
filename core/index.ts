// What the faces may use: the only file of the core that they import.
export { check } from './check.ts';
export * from './files.ts';
export { editsOf, fixAll } from './fix.ts';
export * from './image-reference.ts';
export * from './model.ts';
export type { FileChange, Fix, Problem, Related, Severity } from './problem.ts';
export { type FileTree, Project, type ReadDocument, type ReadFile, readFile } from './project.ts';
export type { Rule } from './rule.ts';
export { rules } from './rules/index.ts';
export type { Kind } from './schema.ts';
export type { Source } from './source.ts';
export * from './text.ts';
