// Stands in the bundles for libraries that load with dockerode and are never used: gRPC and its loader serve BuildKit
// sessions, which engine/docker-build.ts does without; ssh2 serves ssh:// addresses, which engine/docker-address.ts refuses.
module.exports = {};
