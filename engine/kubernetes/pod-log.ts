import type { IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { createInterface } from 'node:readline';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ContainerPlace } from './connection.ts';

/**
 * Follows the log of a container for as long as one connection lasts; `onLine` gets its lines without their ends. Gives
 * the time of the last line, as Kubernetes writes it. The client's own `Log` ends the process where a connection breaks.
 */
export async function followLog(
  config: KubeConfig,
  place: ContainerPlace,
  {
    since,
    onLine,
    signal,
  }: { readonly since: string; readonly onLine: (line: string) => void; readonly signal: AbortSignal },
): Promise<string> {
  let last = since;
  const response = await openLog(config, place, since, signal);
  const lines = createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      const space = line.indexOf(' ');
      const [time, text] = space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
      // Where a log is followed anew, `sinceTime` counts only whole seconds.
      if (time <= since) continue;
      last = time;
      onLine(text);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    // The rest is there for whoever asks again.
  }
  return last;
}

async function openLog(
  config: KubeConfig,
  { namespace, pod, container }: ContainerPlace,
  since: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(`${config.getCurrentCluster()?.server}/api/v1/namespaces/${namespace}/pods/${pod}/log`);
  url.search = String(
    new URLSearchParams({
      container,
      follow: 'true',
      timestamps: 'true',
      ...(since && { sinceTime: since }),
    }),
  );
  const options: RequestOptions = { signal };
  await config.applyToHTTPSOptions(options);
  return await new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const asked = request(url, options, response => {
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(new Error(`the log was refused with HTTP ${response.statusCode}`));
    });
    asked.once('error', reject);
    asked.end();
  });
}
