// Stands in the bundles for libraries that load with dockerode and are never used: gRPC and its loader serve dockerode's
// own BuildKit sessions, where engine/build-session.ts has another; ssh2 serves ssh:// addresses, which engine/docker-address.ts refuses.
module.exports = {};
