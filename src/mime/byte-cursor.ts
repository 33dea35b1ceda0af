/** Reads little-endian values one after the other; past the end it throws RangeError. */
export class ByteCursor {
  #position = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.#position >= this.bytes.length;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16LE();
  }

  u32(): number {
    return this.take(4).readUInt32LE();
  }

  take(length: number): Buffer {
    const end = this.#position + length;
    if (end > this.bytes.length) throw new RangeError(`it ends ${end - this.bytes.length} bytes too soon`);
    const taken = this.bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }

  /** Forward to the next multiple of four; at the very end the filling may be missing. */
  align(): void {
    this.#position = Math.min(this.bytes.length, Math.ceil(this.#position / 4) * 4);
  }
}
