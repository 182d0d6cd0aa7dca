export { type Builder, connectDocker } from './docker.ts';
export * from './engine.ts';
export { findRegistry, normalizeReference } from './reference.ts';
export { hasLogin } from './registry-credentials.ts';
