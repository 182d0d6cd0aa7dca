// What an engine answers that has some images and can do nothing with them.
import { createServer } from 'node:http';
import { after } from 'node:test';
import { listen } from '../engine/cut-proxy.ts';

export interface ListedImage {
  readonly tags: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ListingEngine {
  readonly dockerHost: string;
  /** What it was asked for, as `GET /images/json`. */
  readonly requests: string[];
}

/** Starts one, until the tests of this process end. */
export async function startListingEngine(images: readonly ListedImage[]): Promise<ListingEngine> {
  const requests: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'GET /version': {
      Version: '27.0.0',
      ApiVersion: '1.46',
      MinAPIVersion: '1.24',
      Os: 'linux',
      Arch: 'amd64',
    },
    'GET /containers/json': [],
    'GET /images/json': images.map(({ tags, labels = {} }, index) => ({
      Id: `sha256:${String(index).padStart(64, '0')}`,
      RepoTags: tags,
      Labels: labels,
      Size: 1000,
      Created: 1,
    })),
  };
  const server = createServer(({ method, url = '' }, response) => {
    const request = `${method} ${url.replace(/^\/v[\d.]+/, '').replace(/\?.*/, '')}`;
    requests.push(request);
    const answer = answers[request];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'There is no such image.' }));
  });
  const { socketPath, remove } = await listen(server);
  after(() => {
    server.close();
    remove();
  });
  return { dockerHost: `unix://${socketPath}`, requests };
}
