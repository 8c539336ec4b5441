/** Names of the channels between the preload and Electron's main process. Types only: the preload stays free of code. */

/** Asked by the page and answered. */
export type DesktopRequest = 'choose-folder' | 'reveal-photo';
/** Said by the page, not answered. */
export type DesktopMessage = 'drag-photo' | 'set-badge' | 'notify';
/** Told to the page. */
export type DesktopEvent = 'topics' | 'menu-command';
