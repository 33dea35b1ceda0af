/**
 * Not a fault: whoever asked is to go on elsewhere, by GET (RFC 9110, 15.4.4). Guards throw it, who cannot answer
 * themselves.
 */
export class SeeOther extends Error {
  readonly location: string;

  /** `location` is a path of this service. */
  constructor(location: string) {
    super(`See ${location.split('?', 1)[0]}.`);
    this.name = 'SeeOther';
    this.location = location;
  }
}
