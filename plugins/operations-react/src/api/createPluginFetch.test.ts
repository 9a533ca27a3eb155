import { createPluginFetch } from './createPluginFetch';

it('addresses the plugin and passes the request on', async () => {
  const response = { ok: true } as Response;
  const fetch = jest.fn().mockResolvedValue(response);
  const pluginFetch = createPluginFetch({ fetch }, 'backups');
  const init = { method: 'POST' };
  await expect(pluginFetch('/sources?limit=5', init)).resolves.toBe(response);
  expect(fetch).toHaveBeenCalledWith('plugin://backups/sources?limit=5', init);
});
