/** How a row of a list is chosen: alone; with all from the last single choice up to it; as one more, or one less. */
export type Choosing = 'one' | 'range' | 'toggle';
