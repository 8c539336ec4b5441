/** Asks who is at the desk. */
export function SignInDialog() {
  return null;
}
