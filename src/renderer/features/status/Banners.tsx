/** Conditions that everybody at the desk must know: the core's notices, and a core that doesn't answer. */
import { connection } from '#app/session.ts';
import type { Status } from '#shared/views.ts';
import { Notice } from '#ui/Notice.tsx';

/** Always in the page, also when empty, so that screen readers hear what comes into it. */
export function Banners({ status }: { status: Status | undefined }) {
  const state = connection.use();
  return (
    <div>
      {state === 'broken' && (
        <Notice level="warning">
          Porchlight isn’t answering, so what you see may be old. It is being tried again; your decisions so far are
          safe.
        </Notice>
      )}
      {status?.notices.map(({ code, level, message }) => (
        <Notice key={`${code} ${message}`} level={level}>
          {message}
        </Notice>
      ))}
    </div>
  );
}
