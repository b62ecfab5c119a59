// The player's buttons and rows, as markup: all of it is text of ours.

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
export const EVEN = "even"; // ends the value of a speed at which each step is shown equally long
const speeds = (pace) => SPEEDS.map((s) => `<option value="${s}${pace}"${s === 1 && !pace ? " selected" : ""}>${s}×${pace}</option>`).join("");
const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  back: "M6 5h2.4v14H6zM20 5v14L9.5 12z",
  step: "M5 5h2.6v14H5zM10 5v14l10-7z",
  undo: "M9 7 4.5 11.5 9 16M4.5 11.5H14a5 5 0 0 1 0 10h-2",
  reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5",
  endless: "M12 12c-2-2.7-3.5-4-5.4-4a4 4 0 0 0 0 8c1.9 0 3.4-1.3 5.4-4s3.5-4 5.4-4a4 4 0 0 1 0 8c-1.9 0-3.4-1.3-5.4-4z",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6",
  examples: "M4 6h3v3H4zM10 7.5h10M4 15h3v3H4zM10 16.5h10",
  link: "M10.6 13.4a1 1 0 0 0 1.4 0l5-5a3.2 3.2 0 0 0-4.5-4.5l-1.4 1.4M13.4 10.6a1 1 0 0 0-1.4 0l-5 5a3.2 3.2 0 0 0 4.5 4.5l1.4-1.4",
};

export const icon = (name, stroke = false) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="${stroke ? "none" : "currentColor"}"` +
  `${stroke ? ' stroke="currentColor" stroke-width="2" stroke-linecap="round"' : ""}><path d="${ICONS[name]}"/></svg>`;

export const MARKUP = `
  <div class="le-sentence"></div>
  <div class="le-controls">
    <button type="button" class="le-button le-back" aria-label="Back to start" title="Back to start (Home)">${icon("back")}</button>
    <button type="button" class="le-button le-play"></button>
    <button type="button" class="le-button le-step" aria-label="Step" title="One step on (right arrow)">${icon("step")}</button>
    <input type="range" class="le-scrubber" aria-label="Position in the run" min="0" step="1" value="0">
    <label class="le-speed"><span>Speed</span>
      <select aria-label="Speed"><optgroup label="Slower where the cost falls fast">${speeds("")}</optgroup><optgroup label="Even pace">${speeds(` ${EVEN}`)}</optgroup></select>
    </label>
    <button type="button" class="le-button le-endless" aria-pressed="false" aria-label="Run until it settles" title="Run on past the end, until the cost settles">${icon("endless", true)}<span>Until it settles</span></button>
    <button type="button" class="le-button le-undo" aria-disabled="true">${icon("undo", true)}</button>
    <button type="button" class="le-button le-reset" aria-disabled="true" aria-label="Reset">${icon("reset", true)}</button>
    <button type="button" class="le-button le-pin" aria-label="Pin run" title="Keep this run on the charts and compare others with it">${icon("pin", true)}<span>Pin run</span></button>
    <button type="button" class="le-button le-link" aria-label="Copy link" title="Copy a link to this run at the step shown, with changes and pins">${icon("link", true)}<span>Copy link</span></button>
    <button type="button" class="le-button le-examples" aria-label="Examples" aria-expanded="false" title="Things to try, each in one press">${icon("examples", true)}<span>Examples</span></button>
  </div>
  <div class="le-foot">
    <ul class="le-pins" aria-label="Pinned runs and moved examples"></ul>
    <div class="le-findings"></div>
    <p class="le-hint" role="status"></p>
    <p class="le-idle"></p>
    <p class="le-press-play">Changed from this step on. Press Play to see what it does.</p>
  </div>
  <div class="le-reasons" id="le-reasons" role="group" aria-label="Why" hidden></div>
  <p class="le-told" role="status"></p>`;

