/** The page's entry: takes the one-time token, then draws. */
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '#ui/tokens.css';
import '#ui/base.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from '#app/App.tsx';
import { openSession } from '#app/session.ts';

// zod compiles its parsers with `new Function` unless told otherwise, and the CSP has no 'unsafe-eval'.
z.config({ jitless: true });

// The token goes first: the router would take `#token=…` for a page of its own.
await openSession();

// A file that is dropped beside a drop zone must not replace the page: it would be shown, and the desk would be gone.
for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
