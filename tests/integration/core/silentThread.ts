/** Stands for a matching thread whose process was killed before it could answer. */
setInterval(() => undefined, 60_000);
