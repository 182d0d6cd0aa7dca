// Stands in for a native module. The extension host also looks for its parent once a second in JavaScript, which is enough.
exports.start = () => {};
exports.exit = code => process.exit(code || 0);
