// Certificates of authorities of this process, made by openssl.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** An authority; its own certificate is `ca.pem` in its folder. */
export interface Authority {
  /** Makes `cert.pem` and `key.pem` in a folder of this name, for a server at the IP address or for a client; gives the folder. */
  issue(name: string, address?: string): string;
}

/** Makes an authority in a new folder, or undefined where openssl is missing. */
export function makeAuthority(folder: string): Authority | undefined {
  const make = (...args: string[]) =>
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...args],
      { cwd: folder, stdio: 'pipe' },
    );
  mkdirSync(folder, { recursive: true });
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-days', '2'];
  const authority = ['-subj', `/CN=authority ${basename(folder)}`, '-keyout', 'ca-key.pem', '-out', 'ca.pem'];
  try {
    make(...authority);
    return {
      issue(name, address) {
        mkdirSync(join(folder, name));
        const files = ['-keyout', `${name}/key.pem`, '-out', `${name}/cert.pem`];
        const names = address === undefined ? [] : ['-addext', `subjectAltName=IP:${address}`];
        make(...signed, '-subj', `/CN=${name}`, ...files, ...names);
        return join(folder, name);
      },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
