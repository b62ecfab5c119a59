// How strongly a colour has to be put on a background to be told from it.

const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

// The contrast of two colours, from 1 to 21 (WCAG 2.2).
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const known = new Map();

// The least opacity with which `hex` has the wanted contrast on `background`, both as #rrggbb; 1 where it has less.
export function opacityFor(hex, background, wanted) {
  if (![hex, background].every((one) => /^#[0-9a-f]{6}$/i.test(one))) return 1;
  const key = `${hex} ${background} ${wanted}`;
  if (!known.has(key)) {
    const [paint, ground] = [hex, background].map(channels);
    const mixed = (share) => paint.map((c, i) => share * c + (1 - share) * ground[i]);
    let share = 0.05;
    while (share < 1 && contrast(mixed(share), ground) < wanted) share += 0.01;
    known.set(key, Math.min(share, 1));
  }
  return known.get(key);
}
