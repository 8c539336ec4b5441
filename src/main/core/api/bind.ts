/** Ties a call of `#shared/api.ts` to its handler: the input is checked here, once, and failures become one shape. */
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { type ApiFailure, type CallName, type CallOutput, calls } from '#shared/api.ts';

/** A handler's answer: the output, or a failure as a value. */
export type Answer<Output> = { ok: true; value: Output } | Failure;
export interface Failure {
  ok: false;
  status: ContentfulStatusCode;
  code: string;
  message: string;
}

export const ok = <Output>(value: Output): Answer<Output> => ({ ok: true, value });
export const fail = (status: ContentfulStatusCode, code: string, message: string): Failure => ({
  ok: false,
  status,
  code,
  message,
});

export function failureResponse(context: Context, failure: Failure): Response {
  const body: ApiFailure = { error: { code: failure.code, message: failure.message } };
  return context.json(body, failure.status);
}

/** What a handler gets: the checked input, and the request for uploads. */
export type Handler<Name extends CallName> = (
  input: z.infer<(typeof calls)[Name]['input']>,
  request: Request,
) => Promise<Answer<CallOutput<Name>>> | Answer<CallOutput<Name>>;

export function bind<Name extends CallName>(app: Hono, name: Name, handler: Handler<Name>): void {
  const call = calls[name];
  app.on(call.method, call.path, async (context) => {
    const given: Record<string, unknown> = { ...context.req.query(), ...context.req.param() };
    if (call.method !== 'GET' && !('upload' in call)) {
      const body: unknown = await context.req.json().catch(() => null);
      if (body !== null && typeof body === 'object') Object.assign(given, body);
    }
    const input = call.input.safeParse(given);
    if (!input.success) {
      const message = `That was not understood: ${z.prettifyError(input.error).replaceAll('\n', ' ')}`;
      return failureResponse(context, fail(400, 'input-invalid', message));
    }
    const answer = await handler(input.data as never, context.req.raw);
    return answer.ok ? context.json(answer.value as object) : failureResponse(context, answer);
  });
}
