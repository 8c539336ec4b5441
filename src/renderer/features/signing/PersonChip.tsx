/** Who is at the desk, in the top bar. */
export function PersonChip() {
  return null;
}
