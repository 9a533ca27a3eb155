import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  TestApiProvider,
  createTestAppWrapper,
  renderWithEffects,
} from '@backstage/test-utils';
import { darkTheme, lightTheme } from '@backstage/theme';
import { ThemeProvider } from '@material-ui/core/styles';
import { RenderResult } from '@testing-library/react';
import { ComponentProps, PropsWithChildren, ReactElement } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { OpsdeckQueryProvider } from '../query/OpsdeckQueryProvider';
import { createOpsdeckQueryClient } from '../query/queryClient';

export interface RenderInAppOptions {
  theme?: 'light' | 'dark';
  /** Path and query string of the page. */
  route?: string;
  apis?: ComponentProps<typeof TestApiProvider>['apis'];
  /** The entity whose page this is. */
  entityRef?: { kind: string; name: string };
}

/** Renders within a Backstage test app, with a query client of its own. */
export function renderInApp(
  element: ReactElement,
  options: RenderInAppOptions = {},
): Promise<RenderResult> {
  const { theme = 'light', route = '/', apis = [], entityRef } = options;
  const client = createOpsdeckQueryClient();
  const within = (children: ReactElement) => (
    <TestApiProvider apis={apis}>
      <ThemeProvider theme={theme === 'dark' ? darkTheme : lightTheme}>
        <OpsdeckQueryProvider client={client}>
          <EntityProvider entity={entityOf(entityRef)}>
            {children}
          </EntityProvider>
        </OpsdeckQueryProvider>
      </ThemeProvider>
    </TestApiProvider>
  );
  const Router = ({ children }: PropsWithChildren<{}>) => (
    <MemoryRouter
      initialEntries={[route]}
      future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
    >
      {children}
    </MemoryRouter>
  );
  return renderWithEffects(within(element), {
    wrapper: createTestAppWrapper({ components: { Router } }),
  });
}

function entityOf(ref = { kind: 'Component', name: 'orders' }) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: ref.kind,
    metadata: { name: ref.name },
  };
}
