import '@backstage/cli/asset-types';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import ReactDOM from 'react-dom/client';
import '@backstage/ui/css/styles.css';
import { SignInPage } from './SignInPage';

const signIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => SignInPage },
    }),
  ],
});

// The Opsdeck plugins are found by `app.packages: all`.
const app = createApp({ features: [catalogPlugin, signIn] });

ReactDOM.createRoot(document.getElementById('root') as HTMLElement).render(
  app.createRoot(),
);
