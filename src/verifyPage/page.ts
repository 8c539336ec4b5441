/** verify.html: checks the pack that is chosen or dropped, again whenever the key or the authority changes. */
import { z } from 'zod';
import { readFingerprint } from '#pack/format.ts';
import { readPem } from '#pack/signature.ts';
import { verifyPack } from '#pack/verifyPack.ts';
import { blobSource } from './blobSource.ts';
import { failureView, verdictView } from './verdictView.ts';

// The page's content policy forbids making code out of strings, which zod would do to be faster.
z.config({ jitless: true });

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}`);
  return found;
}

const packInput = byId('pack', HTMLInputElement);
const fingerprintInput = byId('fingerprint', HTMLInputElement);
const authorityInput = byId('authority', HTMLInputElement);
const chosen = byId('chosen', HTMLElement);
const result = byId('result', HTMLElement);
const progressLine = byId('progress-line', HTMLElement);
const progress = byId('progress', HTMLProgressElement);
const progressText = byId('progress-text', HTMLElement);

let pack: File | null = null;
let authorities: Uint8Array[] = [];
let checking: AbortController | null = null;
const tooOld = 'This browser is too old for the check. Open this page in a current one, or use “npm run verify”.';

/** The key that the last check was asked about, as it was written. */
let askedAbout = '';

/** Says what is wrong with a field, or takes it back. */
function tell(input: HTMLInputElement, problem: string): void {
  byId(`${input.id}-problem`, HTMLElement).textContent = problem;
  if (problem) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

async function check(): Promise<void> {
  checking?.abort();
  result.replaceChildren();
  const written = fingerprintInput.value.trim();
  askedAbout = written;
  const expectedFingerprint = written === '' ? undefined : readFingerprint(written);
  tell(fingerprintInput, expectedFingerprint === null ? 'A fingerprint has 64 digits, from 0 to 9 and a to f.' : '');
  if (pack === null || expectedFingerprint === null) return;
  const file = pack;
  const controller = new AbortController();
  checking = controller;
  showProgress(0);
  try {
    const verdict = await verifyPack(blobSource(file), {
      expectedFingerprint,
      trustedAuthorities: authorities,
      signal: controller.signal,
      onProgress: (done, total) => showProgress(done / total),
    });
    result.replaceChildren(...verdictView(verdict, file.name));
    document.title = `${verdict.ok ? '✓ Whole' : '✗ Not whole'}: ${file.name}`;
  } catch (error) {
    if (controller.signal.aborted) return;
    // Blobs whose file went away fail with a DOMException; anything else is something that this browser can't do.
    const isFileGone = error instanceof DOMException;
    result.replaceChildren(
      ...failureView(
        isFileGone ? 'The file can’t be read: it was moved, changed or deleted. Choose it again.' : tooOld,
      ),
    );
  } finally {
    if (checking === controller) progressLine.hidden = true;
  }
  result.querySelector<HTMLElement>('[tabindex]')?.focus();
}

function showProgress(share: number): void {
  progressLine.hidden = false;
  progress.value = share;
  const text = `${Math.floor(share * 100)} % read`;
  if (progressText.textContent !== text) progressText.textContent = text;
}

function take(file: File | undefined): void {
  if (!file) return;
  pack = file;
  chosen.textContent = file.name;
  void check();
}

packInput.addEventListener('change', () => take(packInput.files?.[0]));
fingerprintInput.addEventListener('change', () => {
  // Leaving the field after Enter, or for the verdict, is no new question.
  if (fingerprintInput.value.trim() !== askedAbout) void check();
});
authorityInput.addEventListener('change', async () => {
  const file = authorityInput.files?.[0];
  authorities = file ? readPem(await file.text(), 'CERTIFICATE') : [];
  tell(authorityInput, file && authorities.length === 0 ? 'This file has no certificate in PEM.' : '');
  void check();
});
byId('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});

for (const name of ['dragenter', 'dragover'] as const) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.add('dragging');
  });
}
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dragging');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  take(event.dataTransfer?.files[0]);
});

try {
  new DecompressionStream('deflate-raw');
} catch {
  packInput.disabled = true;
  result.replaceChildren(...failureView(tooOld));
}
