import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { galleryModule } from './gallery/galleryModule';
import { navModule } from './nav/navModule';
import { signInModule } from './signIn/signInModule';

export default createApp({
  features: [catalogPlugin, galleryModule, navModule, signInModule],
});
