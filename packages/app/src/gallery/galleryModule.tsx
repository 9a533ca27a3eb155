import {
  PageBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';

/** No title, no icon: found by its address, not in everybody's navigation. */
const galleryPage = PageBlueprint.make({
  name: 'gallery',
  params: {
    path: '/gallery',
    noHeader: true,
    loader: () => import('./GalleryPage').then(m => <m.GalleryPage />),
  },
});

/** The interface kit in all its states, on sample data, at `/gallery`. */
export const galleryModule = createFrontendModule({
  pluginId: 'app',
  extensions: [galleryPage],
});
