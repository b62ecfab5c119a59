// The strength that the lines of all charts show: its value, the value sent to the server last, and values not answered yet.

const REST = 140; // milliseconds without movement after which the strength is sent
const PATIENCE = 3000; // milliseconds for which an answer is waited for

export const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

export const strength = {
  at: null,
  sent: null,
  unanswered: [],
  sentAt: 0,
  timer: null,

  // The server's value. Answers to what was sent are nothing new, and until they have come, or should have come, the server's
  // value is outdated. Returns whether the strength has changed.
  fromServer(now, held) {
    const answered = this.unanswered.findIndex((one) => same(one, now));
    if (answered >= 0) this.unanswered.splice(0, answered + 1);
    else if (performance.now() - this.sentAt > PATIENCE) this.unanswered = [];
    if (this.unanswered.length || this.timer || held) return false;
    if (this.at === now && this.sent === now) return false;
    this.at = now;
    this.sent = now;
    return true;
  },

  // The strength is moved; once it rests, `send` is called with it.
  move(value, send) {
    this.at = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(send), REST);
  },

  // Sends the strength now, unless it is the one sent last.
  flush(send) {
    clearTimeout(this.timer);
    this.timer = null;
    if (same(this.at, this.sent)) return;
    this.sent = this.at;
    this.unanswered.push(this.at);
    this.sentAt = performance.now();
    send(this.at);
  },
};
