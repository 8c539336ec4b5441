/** Signs off a route or the day. */
export function SignOffDialog() {
  return null;
}
