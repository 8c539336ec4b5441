/** The claims desk, with the way to what its claims add up to. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ClaimsPage } from '#features/claims/ClaimsPage.tsx';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { keepDay } from './place.ts';

export function ClaimsWithFigures() {
  const navigate = useNavigate();
  useKeys({ l: () => void navigate({ to: '/claims/figures', search: keepDay }) });
  return (
    <ClaimsPage
      figures={
        <Button
          variant="default"
          aria-keyshortcuts="l"
          rightSection={<Key>L</Key>}
          renderRoot={(props) => <Link to="/claims/figures" search={keepDay} {...props} />}
        >
          What claims teach
        </Button>
      }
    />
  );
}
