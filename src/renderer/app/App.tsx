/** Everything that wraps the pages: look, answers, topics, dialogs. */
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { resolveVariables, theme } from '#ui/theme.ts';
import { createQueryClient, queries } from './queries.ts';
import { router } from './router.tsx';
import { followTopics } from './topics.ts';

/** The whole page. */
export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
        <ModalsProvider>
          <Live />
          <Notifications position="bottom-right" limit={3} autoClose={6000} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/** Follows the core's topics and the colour scheme of the settings; draws nothing. */
function Live() {
  const client = useQueryClient();
  useEffect(() => followTopics(client), [client]);
  const { data: settings } = useQuery(queries.settings());
  const { setColorScheme } = useMantineColorScheme();
  const scheme = settings?.colorScheme;
  useEffect(() => {
    if (scheme) setColorScheme(scheme);
  }, [scheme, setColorScheme]);
  return null;
}
