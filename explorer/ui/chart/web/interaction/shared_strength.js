// The strength at which the lines of all charts stand: where that is, what the server was told, and what it has not answered.

const REST = 140; // milliseconds after which the server is told
const PATIENCE = 3000; // milliseconds for which an answer is waited for

export const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

export const strength = {
  at: null,
  told: null,
  unanswered: [],
  toldAt: 0,
  timer: null,

  // The server's value. Its answers to what it was told are nothing new, and until it has given them, or has had long enough
  // to, its value is from before. Gives whether the strength is another one now.
  fromServer(now, held) {
    const answered = this.unanswered.findIndex((one) => same(one, now));
    if (answered >= 0) this.unanswered.splice(0, answered + 1);
    else if (performance.now() - this.toldAt > PATIENCE) this.unanswered = [];
    if (this.unanswered.length || this.timer || held) return false;
    if (this.at === now && this.told === now) return false;
    this.at = now;
    this.told = now;
    return true;
  },

  // Moved somewhere; once it rests there, `send` is called with it.
  move(value, send) {
    this.at = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(send), REST);
  },

  tell(send) {
    clearTimeout(this.timer);
    this.timer = null;
    if (same(this.at, this.told)) return;
    this.told = this.at;
    this.unanswered.push(this.at);
    this.toldAt = performance.now();
    send(this.at);
  },
};
