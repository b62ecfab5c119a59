// Arrays as they travel: base64 of little-endian 4-byte floats, with a shape.

function buffer(bdata) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

export const unpack = ({ bdata, shape }) => ({ values: new Float32Array(buffer(bdata)), shape });

const KINDS = { f4: Float32Array, f8: Float64Array, i1: Int8Array, i2: Int16Array, i4: Int32Array, u1: Uint8Array, u2: Uint16Array };

// An array as plotly packs it.
export const decode = ({ bdata, dtype }) => Float64Array.from(new KINDS[dtype](buffer(bdata)));

// Numbers of a trace, packed or listed; null, which stands for what is no number, becomes NaN, so that it is a gap and not 0.
export const numbers = (array) => (array?.bdata ? decode(array) : array?.map((value) => value ?? NaN));

const LARGEST = 3.4e38; // beyond it a 4-byte float holds no number, and what is packed ends there

// The same three significant figures that the package's own sentences use.
export function figures(value) {
  if (value === 0) return "0";
  if (Math.abs(value) >= LARGEST) return value > 0 ? "∞" : "-∞";
  if (Number.isNaN(value)) return "–"; // there is no number here
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return String(Number(value.toPrecision(3)));
  const [mantissa, exponent] = value.toExponential(2).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`;
}

// Parts of a sum to as many decimals as its total has at three figures; each is rounded by itself.
export function aligned(values, total) {
  const size = Math.abs(total);
  if (!(size >= 1e-4 && size < 1e6)) return values.map(figures);
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(size)));
  return values.map((v) => (Math.abs(v) >= 1e6 ? figures(v) : v.toFixed(decimals)));
}

// A value as fine as a part of a span, in decimals, so that what is written of it stays short.
export function tidy(value, span, parts) {
  const step = 10 ** Math.floor(Math.log10(Math.abs(span) / parts));
  return step >= 1 ? Math.round(value / step) * step : Number(value.toFixed(Math.min(100, Math.round(-Math.log10(step)))));
}
