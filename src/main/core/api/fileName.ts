/** The name of an uploaded file out of its header: a name, never a path. `unnamed` stands where there is none. */
export function decodeFileName(header: string | null, unnamed: string): string {
  try {
    const name = decodeURIComponent(header ?? '')
      .split(/[\\/]/)
      .at(-1);
    return name?.slice(0, 255) || unnamed;
  } catch {
    return unnamed;
  }
}
