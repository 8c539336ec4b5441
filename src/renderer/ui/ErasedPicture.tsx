/** Where a picture was that is kept no more. */
import { IconEraser } from '@tabler/icons-react';
import { EmptyState } from './EmptyState.tsx';

export function ErasedPicture() {
  return (
    <EmptyState icon={<IconEraser size={28} stroke={1.5} />} title="This picture was erased">
      Its time was up, or its customer wished it gone. What was decided about it stands.
    </EmptyState>
  );
}
