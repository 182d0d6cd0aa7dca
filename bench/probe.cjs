// Loaded into a server before its own code. Tells what the process has used whenever it is asked.
process.on('message', () => process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
// Else nobody's asking would keep the process.
process.channel.unref();
