// Stands in the bundles for libraries that load with dockerode and are never used: gRPC and its loader serve dockerode's
// own BuildKit sessions, where engine/build-session.ts has another; ssh2 serves its ssh:// addresses, where
// engine/ssh-agent.ts runs the user's own ssh.
module.exports = {};
