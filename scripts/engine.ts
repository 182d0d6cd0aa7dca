// `npm run engine`: a Docker engine in the foreground, until Ctrl-C.
import { ensureEngine } from './private-engine.ts';

const engine = await ensureEngine(line => console.error(line));
if ('unavailable' in engine) {
  console.error(engine.unavailable);
  process.exit(1);
}
console.log(`export DOCKER_HOST=${engine.dockerHost}`);
console.error('Run the line above in another terminal to use this engine there; Ctrl-C stops it.');
const keptAlive = setInterval(() => {}, 1 << 30);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    clearInterval(keptAlive);
    await engine.stop();
  });
}
