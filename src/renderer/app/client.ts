/** The one way from a screen to the core: typed calls over `calls` of `#shared/api.ts`. */
import { apiFailureSchema, type CallInput, type CallName, type CallOutput, calls } from '#shared/api.ts';
import type { PictureHiding } from '#shared/hiding.ts';
import { hidingKey } from '#ui/hiddenParts.ts';

/**
 * A call that did not succeed. Thrown, because that is what TanStack Query catches; screens read `message`, which is a
 * sentence for the supervisor.
 * Codes of our own beside the core's: `unreachable` (nothing answers), `session-lost` (401), `unexpected-answer`.
 */
export class ApiError extends Error {
  readonly code: string;
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }
}

/** Any thrown thing as an {@link ApiError}, so that a screen always has a sentence to show. */
export function asApiError(problem: unknown): ApiError {
  if (problem instanceof ApiError) return problem;
  return new ApiError('unexpected', problem instanceof Error ? problem.message : String(problem), 0);
}

/**
 * Calls the core and checks its answer against the contract.
 * @throws {ApiError} for every failure; an abort by `signal` rejects with the signal's own reason.
 */
export async function call<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  signal?: AbortSignal,
): Promise<CallOutput<Name>> {
  const { method, path, rest } = place(name, input);
  const request: RequestInit = { method, headers: { Accept: 'application/json' } };
  if (method === 'GET') return answer(name, withQuery(path, rest), request, signal);
  request.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  request.body = JSON.stringify(rest);
  return answer(name, path, request, signal);
}

/** Calls whose body is a file. */
type UploadName = 'previewImport' | 'importOptOuts' | 'readAreas' | 'addClaimFile' | 'importClaims';

/**
 * Posts a file's raw bytes to one of the `upload` calls.
 * @throws {ApiError} as {@link call} does.
 */
export async function upload<Name extends UploadName>(
  name: Name,
  file: File,
  input: CallInput<Name>,
  signal?: AbortSignal,
): Promise<CallOutput<Name>> {
  const { method, path, rest } = place(name, input);
  // A file name may hold anything; a header may not.
  const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) };
  return answer(name, withQuery(path, rest), { method, headers, body: file }, signal);
}

/** Where a photo's 320 px picture is. */
export const thumbnailUrl = (photoId: string): string => `/api/photos/${photoId}/thumbnail`;
/** Where a photo's 1600 px picture is. */
export const previewUrl = (photoId: string): string => `/api/photos/${photoId}/preview`;

/** Where a file of a claim is. */
export const claimFileUrl = (claimId: string, entryId: string): string => `/api/claims/${claimId}/files/${entryId}`;

/** The picture as copies show it, with this hidden. */
export function redactedUrl(photoId: string, hiding: PictureHiding): string {
  // What is hidden is in the address so that the browser doesn't show the picture as it was before.
  return `/api/photos/${photoId}/redacted?boxes=${encodeURIComponent(hidingKey(hiding))}`;
}

type Fields = Record<string, unknown>;

/** Puts the input's fields into the `:name` places of the path; `rest` is what no place asked for. */
function place<Name extends CallName>(name: Name, input: CallInput<Name>) {
  const { method, path } = calls[name];
  const rest: Fields = { ...(input as Fields) };
  const placed = path.replace(/:(\w+)/g, (_whole: string, field: string) => {
    const value = String(rest[field]);
    delete rest[field];
    return encodeURIComponent(value);
  });
  return { method, path: placed, rest };
}

function withQuery(path: string, fields: Fields): string {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null) query.set(field, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

async function answer<Name extends CallName>(
  name: Name,
  url: string,
  request: RequestInit,
  signal: AbortSignal | undefined,
): Promise<CallOutput<Name>> {
  const response = await send(url, request, signal);
  const body = await readJson(response, signal);
  if (!response.ok) throw failureOf(response.status, body);
  const checked = calls[name].output.safeParse(body);
  if (!checked.success) {
    // The core and the page are built together: this is a bug, and its place belongs in the console.
    console.error(`The answer to ${name} is not what the contract says`, checked.error.issues);
    throw new ApiError('unexpected-answer', 'Porchlight gave an answer that this screen can’t show.', response.status);
  }
  return checked.data as CallOutput<Name>;
}

async function send(url: string, request: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { ...request, credentials: 'same-origin', ...(signal && { signal }) });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new ApiError('unreachable', 'Porchlight isn’t answering. It may have been closed.', 0);
  }
}

async function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (problem) {
    if (signal?.aborted) throw problem;
    return null;
  }
}

function failureOf(status: number, body: unknown): ApiError {
  if (status === 401) return new ApiError('session-lost', 'This page has lost its connection to Porchlight.', status);
  const failure = apiFailureSchema.safeParse(body);
  if (failure.success) return new ApiError(failure.data.error.code, failure.data.error.message, status);
  return new ApiError('unexpected-answer', `Porchlight could not do that (error ${status}).`, status);
}
