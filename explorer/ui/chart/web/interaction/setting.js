// The setting that all lines of a page stand at: where that is, what the server was told, and what it has not answered.

const REST = 140; // milliseconds after which the server is told
const PATIENCE = 3000; // milliseconds for which an answer is waited for

export const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

export const setting = {
  at: null,
  told: null,
  unanswered: [],
  saidAt: 0,
  timer: null,

  // The server's value. Its answers to what it was told say nothing new, and until it has given them, or has had long enough
  // to, what it says is from before. Gives whether it stands elsewhere now.
  heard(now, held) {
    const answered = this.unanswered.findIndex((one) => same(one, now));
    if (answered >= 0) this.unanswered.splice(0, answered + 1);
    else if (performance.now() - this.saidAt > PATIENCE) this.unanswered = [];
    if (this.unanswered.length || this.timer || held) return false;
    if (this.at === now && this.told === now) return false;
    this.at = now;
    this.told = now;
    return true;
  },

  // Put somewhere; once it rests there, `tell` is called with it.
  put(value, tell) {
    this.at = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(tell), REST);
  },

  say(tell) {
    clearTimeout(this.timer);
    this.timer = null;
    if (same(this.at, this.told)) return;
    this.told = this.at;
    this.unanswered.push(this.at);
    this.saidAt = performance.now();
    tell(this.at);
  },
};
