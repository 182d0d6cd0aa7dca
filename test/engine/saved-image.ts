// An image as the engine gives it away, to be searched for what must not be in there.
import type Docker from 'dockerode';

/** Every byte of what `docker save` writes: layers (which these engines do not compress), history and labels. */
export async function readSavedImage(docker: Docker, reference: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await docker.getImage(reference).get()) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}
