// How well one colour is seen on others, as the Web Content Accessibility Guidelines count it.

type Channels = readonly [red: number, green: number, blue: number];

/** From 1, not to be seen, to 21. `behind` are the backgrounds, the nearest first; colours are `#rrggbb`, `rgb(…)` or `rgba(…)`. */
export function contrast(color: string, behind: readonly string[]): number {
  const ground = behind.reduceRight((below: Channels, over) => blend(over, below), [255, 255, 255]);
  const [high, low] = [luminance(blend(color, ground)), luminance(ground)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function blend(color: string, below: Channels): Channels {
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbersOf(color);
  const mix = (over: number, under: number) => over * alpha + under * (1 - alpha);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2])];
}

function numbersOf(color: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(color);
  if (hex) return hex.slice(1).map(two => Number.parseInt(two, 16));
  const list = /^rgba?\((.*)\)$/.exec(color)?.[1];
  if (list === undefined) throw new Error(`${color} is no colour that can be read.`);
  return list.split(/[\s,/]+/).map(Number);
}

function luminance(channels: Channels): number {
  const [red, green, blue] = channels.map(channel => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
