/** A question over the page: it has the keys from its first moment to its last, and the page has them from then on. */
import { Modal, type ModalProps } from '@mantine/core';
import { KeptKeys } from './KeptKeys.tsx';

/** Props as Mantine's `Modal` has them. What is marked `data-autofocus` has the focus first. */
export function Dialog({ children, ...props }: ModalProps) {
  return (
    <Modal {...props} returnFocus={false}>
      <KeptKeys />
      {children}
    </Modal>
  );
}
