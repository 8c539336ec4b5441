/** What rebuilding the index means, asked once before it begins. It is safe, and says so. */
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Notice } from '#ui/Notice.tsx';

export function RebuildNotice({ onRebuild, onCancel }: { onRebuild: () => void; onCancel: () => void }) {
  const rebuild = useRef<HTMLButtonElement>(null);
  useEffect(() => rebuild.current?.focus(), []);
  return (
    <Notice
      level="info"
      actions={
        <>
          <Button
            ref={rebuild}
            variant="default"
            onClick={onRebuild}
            onKeyDown={(event) => event.key === 'Escape' && onCancel()}
          >
            Rebuild now
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            Not now
          </Button>
        </>
      }
    >
      Rebuilding reads the folder and all your decisions afresh. Nothing that you decided is lost and no photo is
      touched; it takes as long as the first reading, and the figures grow back meanwhile. Do it when they look wrong.
    </Notice>
  );
}
