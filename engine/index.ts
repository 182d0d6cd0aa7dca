export { type Builder, connectDocker } from './docker.ts';
export * from './engine.ts';
export { normalizeReference } from './reference.ts';
