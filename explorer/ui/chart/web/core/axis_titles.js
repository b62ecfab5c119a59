// The title of an axis across stands below its middle: where the chart is too slim for it, in several lines.

const [LETTER, LINE] = [6.2, 15]; // pixels: how wide a letter is on average, and how high a line

const broken = (text, most) => text.split(" ").reduce((made, word) => {
  const longer = `${made.at(-1)} ${word}`;
  if (made.length && longer.length <= most) made[made.length - 1] = longer;
  else made.push(word);
  return made;
}, []);

// The words of a text in as few lines as there have to be, each at most so many letters long where its words allow it, and no
// longer than it takes for that.
export function lines(text, most) {
  const count = broken(text, most).length;
  let even = Math.ceil(text.length / count);
  while (even < most && broken(text, even).length > count) even += 1;
  return broken(text, Math.min(even, most));
}

// Changes a layout for a chart of this width in pixels. A title with markup is left as it is.
export function fitAcross(layout, width) {
  const { xaxis, margin } = layout;
  const text = xaxis?.title?.text;
  if (!text || xaxis.domain || text.includes("<")) return;
  const middle = margin.l + (width - margin.l - margin.r) / 2;
  const made = lines(text, Math.floor((2 * Math.min(middle, width - middle)) / LETTER));
  xaxis.title = { ...xaxis.title, text: made.join("<br>") };
  layout.margin = { ...margin, b: margin.b + (made.length - 1) * LINE };
}
