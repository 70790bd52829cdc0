// Times as they are sent. A phone whose clock is known to be wrong sends the server's time: what the hub keeps and prints must be when it was.
const WRONG = 300_000;
let skew = 0;

/** How far this clock is ahead of the server's, in milliseconds, as last seen. */
export const learn = ahead => { skew = ahead; };

export const isWrong = () => Math.abs(skew) > WRONG;

/** A moment of this device's clock. Small differences are the network's and left alone. */
export const stamp = (moment = Date.now()) => new Date(moment - (isWrong() ? skew : 0)).toISOString();
