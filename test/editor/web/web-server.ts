// Stands before the editor's server and makes of its page one that has no machine behind it, and a marketplace of extensions.
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** What the page is made of. */
export interface WebPage {
  /** The port of the editor's server. */
  readonly port: number;
  /** The folders of extensions, by their names. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Settings of the workbench's page. */
  readonly settings: object;
}

/** A running server, and what ends it. */
export interface WebServer {
  readonly address: string;
  stop(): void;
}

/** Serves the page on this machine. */
export async function serveWeb({ port, extensions, settings }: WebPage): Promise<WebServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const [, first = '', name = '', ...rest] = normalize(pathname).split('/');
    if (first === 'extensions') return serveFile(join(extensions[name] ?? '', rest.join('/')), response);
    const answer = await fetch(`http://127.0.0.1:${port}${request.url}`);
    const headers: Record<string, string> = {};
    for (const header of ['content-type', 'content-security-policy']) {
      const value = answer.headers.get(header);
      if (value) headers[header] = value;
    }
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, headers);
    if (pathname === '/') response.end(configured(body.toString(), pathname));
    else if (pathname.endsWith('/workbench/workbench.js')) response.end(withoutRemote(body.toString()));
    else response.end(body);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const locations = Object.keys(extensions).map(name => ({
    scheme: 'http',
    authority,
    path: `/extensions/${name}`,
  }));

  function configured(html: string, page: string): string {
    return replaced(html, page, /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)/, found => {
      const { remoteAuthority: _, ...rest } = JSON.parse((found[2] ?? '').replaceAll('&quot;', '"'));
      const all = { ...rest, ...settings, additionalBuiltinExtensions: locations };
      return found[1] + JSON.stringify(all).replaceAll('"', '&quot;');
    });
  }

  return {
    address: `http://${authority}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  try {
    const body = await readFile(path);
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** code-server has none but windows with its server, which keeps their settings, too. */
function withoutRemote(code: string): string {
  const own = replaced(code, 'workbench.js', /,remoteAuthority:location\.host\}/, () => '}');
  return replaced(
    own,
    'workbench.js',
    /(userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote/,
    found => `${found[1]}vscodeUserData`,
  );
}

function replaced(
  text: string,
  name: string,
  pattern: RegExp,
  replace: (found: RegExpExecArray) => string,
): string {
  const found = pattern.exec(text);
  if (!found) throw new Error(`${name} of code-server has no ${pattern}.`);
  return text.slice(0, found.index) + replace(found) + text.slice(found.index + found[0].length);
}
