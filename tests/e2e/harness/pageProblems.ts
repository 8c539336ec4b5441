/** Watches a page for what a supervisor would never see: console errors, exceptions, requests that fail. */
import type { Page } from '@playwright/test';

export class PageProblems {
  readonly #found: string[] = [];
  readonly #allowed: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      // Playwright's own trace and axe look into frames, too; a sandboxed one lets nobody run anything, and says so each time.
      if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
      if (message.type() === 'error' || message.type() === 'warning') this.#add(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#add(`exception: ${error.stack ?? error.message}`));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // What the page itself gave up: pictures scrolled past, the event stream of a page that is closed.
      if (why !== 'net::ERR_ABORTED') this.#add(`request: ${request.method()} ${request.url()} ${why}`);
    });
  }

  /** A test that provokes a problem names it. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  get list(): string[] {
    return this.#found.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem)));
  }

  #add(problem: string): void {
    this.#found.push(problem);
  }
}
