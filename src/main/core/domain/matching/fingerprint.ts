/** A 64-bit fingerprint of plain values, in pure code: two FNV-1a lanes. For noticing change, not for security. */
export class Fingerprint {
  private low = 0x811c9dc5;
  private high = 0x01000193;

  add(values: readonly (string | number | boolean | null)[]): void {
    const text = JSON.stringify(values);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      this.low = Math.imul(this.low ^ code, 0x01000193);
      this.high = Math.imul(this.high ^ (code + 0x9e37), 0x85ebca6b);
    }
  }

  /** 16 hex digits. */
  toString(): string {
    return [this.high, this.low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
