/**
 * The only source of time. Every rule about dates takes `now` as an argument, so that a campaign can run in real
 * time or be replayed in simulated time with the same code.
 */
export abstract class Clock {
  /** The present instant. */
  abstract now(): Date;
}
