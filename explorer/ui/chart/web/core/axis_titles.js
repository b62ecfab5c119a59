// The title of an axis across stands below its middle: where the chart is too slim for it, in several lines.

const [LETTER, LINE] = [6.2, 15]; // pixels: how wide a letter is on average, and how high a line

// The words of a text in lines of about one length, each at most so many letters long where its words allow it.
export function lines(text, most) {
  const count = Math.ceil(text.length / Math.max(most, 1));
  const even = Math.min(most, Math.ceil(text.length / count) + 3);
  return text.split(" ").reduce((made, word) => {
    const longer = made.length ? `${made.at(-1)} ${word}` : "";
    if (longer && longer.length <= even) made[made.length - 1] = longer;
    else made.push(word);
    return made;
  }, []);
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
