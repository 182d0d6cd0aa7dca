import { DockerfileParser } from 'dockerfile-ast';
import { imagesBelow } from '../image/base-image.ts';
import { LineIndex, type Span } from '../text.ts';

/** Where a Dockerfile names the images that it begins with or copies from. Names with variables in them are left out. */
export function imagesNamedIn(dockerfile: string): readonly { readonly name: string; readonly span: Span }[] {
  const file = DockerfileParser.parse(dockerfile);
  const lines = new LineIndex(dockerfile);
  const below = imagesBelow(dockerfile);
  const written = [
    ...file.getFROMs().map(from => ({ name: from.getImage(), range: from.getImageRange() })),
    ...file.getCOPYs().map(copy => {
      const flag = copy.getFromFlag();
      return { name: flag?.getValue(), range: flag?.getValueRange() };
    }),
  ];
  return written.flatMap(({ name, range }) =>
    name && range && below.includes(name)
      ? { name, span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) } }
      : [],
  );
}
