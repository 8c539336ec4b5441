/**
 * A message as its receiver sees it: its HTML in a frame that can run nothing, fetch nothing and lead nowhere, or its plain text.
 *
 * The frame takes over the page's own security policy (a `srcdoc` has none of its own), which already lets inline styles and
 * `data:` pictures through and nothing from outside; `sandbox` without a word in it takes scripts, forms and windows away.
 */
import classes from './MessageFrame.module.css';

interface MessageFrameProps {
  /** For screen readers: “Confirmation for 12 Elm St”. */
  title: string;
  /** A whole document. */
  html: string;
  text: string;
  show: 'html' | 'text';
}

/** Fills its box; what is longer scrolls inside. */
export function MessageFrame({ title, html, text, show }: MessageFrameProps) {
  if (show === 'text') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keys.
      <section className={classes.text} tabIndex={0} aria-label={title}>
        <pre>{text}</pre>
      </section>
    );
  }
  return <iframe className={classes.frame} title={title} sandbox="" srcDoc={withLinksGoingNowhere(html)} />;
}

/**
 * A link that is followed would show the frame an error page where the message was. Aimed at a new window, which the sandbox
 * denies, it does nothing.
 */
export function withLinksGoingNowhere(html: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
}
